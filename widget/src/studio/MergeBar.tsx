// What can be done with the needs that are ticked: which name goes on, and the button that makes them one.
import { typeset } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import { busy, merge, pickedNeeds, pickNone } from "./correcting.ts";
import { answered, survivor } from "./need.ts";

export function MergeBar() {
  const chosen = pickedNeeds.value;
  const stays = survivor(chosen);
  if (!stays) return null;
  return (
    <section class="merge-bar" aria-label={t("needs.ticked")}>
      <p aria-live="polite">
        <strong>{tn("needs.picked", chosen.length)}</strong>{" "}
        {chosen.length > 1 ? t("needs.goes_on", { name: typeset(stays.name) }) : t("needs.pick_more")}{" "}
        {chosen.filter(answered).length > 1 && t("needs.two_answers")}
      </p>
      <button
        type="button"
        class="button primary"
        disabled={chosen.length < 2}
        aria-disabled={busy.value}
        onClick={() => void merge()}
      >
        {t("needs.merge")} <kbd>m</kbd>
      </button>
      <button type="button" class="button" onClick={pickNone}>
        {t("needs.pick_none")}
      </button>
    </section>
  );
}
