// What can be done with the entries that are ticked.
import { t, tn } from "../staff/i18n.ts";
import { tell } from "../staff/notices.ts";
import { changeAll, changing, pickAll, pickedRows, rows } from "./entries.ts";
import { warned } from "./previewing.ts";

export function BulkBar() {
  const ids = pickedRows.value;
  const answered = rows.value.filter((entry) => ids.includes(entry.id) && entry.answer.trim()).map(({ id }) => id);
  const all = rows.value.length > 0 && ids.length === rows.value.length;
  return (
    <div class="bulk">
      <label class="check">
        <input
          type="checkbox"
          checked={all}
          indeterminate={ids.length > 0 && !all}
          onChange={(event) => pickAll(event.currentTarget.checked)}
        />
        <span aria-live="polite">{label(ids.length)}</span>
      </label>
      {ids.length > 0 && (
        <>
          <button
            type="button"
            class="button small primary"
            disabled={!answered.length || changing.value !== null}
            onClick={() => void publish(answered, ids.length - answered.length)}
          >
            {t("entries.publish")}
          </button>
          <button
            type="button"
            class="button small"
            disabled={changing.value !== null}
            onClick={() => void changeAll("retire", ids)}
          >
            {t("entries.retire")}
          </button>
        </>
      )}
    </div>
  );
}

function label(ticked: number): string {
  if (changing.value && !warned.value) return t(`editor.${changing.value}`);
  return ticked ? tn("entries.picked", ticked) : tn("entries.count", rows.value.length);
}

/** Entries without an answer cannot be published: the others are, and these are told. */
async function publish(answered: string[], left: number): Promise<void> {
  if ((await changeAll("publish", answered)) && left) tell(tn("entries.left_out", left));
}
