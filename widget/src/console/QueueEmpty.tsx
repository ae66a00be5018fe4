// What an empty list says: nothing waits, or the filters hide it.
import { t } from "../staff/i18n.ts";
import { escalations, exit, me, tab, words } from "./escalations.ts";
import { countOf } from "./queue.ts";

export function QueueEmpty() {
  const hidden = countOf(escalations.value ?? [], tab.value, me.value);
  const reset = () => {
    exit.value = null;
    words.value = "";
  };
  if (!hidden) {
    return (
      <div class="empty">
        <strong>{t(`queue.empty_${tab.value}`)}</strong>
        {tab.value === "waiting" && <p>{t("queue.empty_hint")}</p>}
      </div>
    );
  }
  return (
    <div class="empty">
      <strong>{t("queue.filtered")}</strong>
      <button type="button" class="button" onClick={reset}>
        {t("queue.reset")}
      </button>
    </div>
  );
}
