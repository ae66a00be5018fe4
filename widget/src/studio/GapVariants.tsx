// Wordings of a gap chosen for an entry, which then knows them.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../staff/api.ts";
import { Dialog } from "../staff/Dialog.tsx";
import { typeset } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import { tellError } from "../staff/notices.ts";
import type { Entry } from "../staff/wire.ts";
import type { Gap } from "./gap.ts";
import { add, closeWiden } from "./gaps.ts";

const CHECKED = 5;
/** What hides a name or a number is no wording anybody types. */
const MASK = /<[A-Z_]+>/;

export function GapVariants({ gap }: { gap: Gap }) {
  const entries = useSignal<Entry[] | null>(null);
  const chosen = useSignal(gap.suggestion.entry_id ?? gap.nearest?.entry_id ?? "");
  const picked = useSignal(new Set(gap.wordings.filter((words) => !MASK.test(words)).slice(0, CHECKED)));
  const busy = useSignal(false);
  const read = async () => {
    try {
      const all = (await get<{ entries: Entry[] }>("/entries", { lang: gap.lang })).entries;
      entries.value = all.filter(({ status }) => status !== "retired");
    } catch (error) {
      tellError(error);
    }
  };
  useEffect(() => void read(), []);
  const entry = entries.value?.find(({ id }) => id === chosen.value);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!entry || !picked.value.size || busy.value) return;
    busy.value = true;
    const done = await add(gap, entry, [...picked.value]);
    busy.value = false;
    if (done) closeWiden();
    else await read();
  };
  return (
    <Dialog title={t("gaps.widen_title")} onClose={closeWiden}>
      <form class="gap-form" onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="gap-entry">{t("gaps.widen_entry")}</label>
          <select
            id="gap-entry"
            class="input"
            value={chosen.value}
            onChange={(event) => {
              chosen.value = event.currentTarget.value;
            }}
          >
            {!entry && <option value="">{t("gaps.widen_choose")}</option>}
            {entries.value?.map(({ id, question }) => (
              <option key={id} value={id} lang={gap.lang}>
                {typeset(question)}
              </option>
            ))}
          </select>
        </div>
        <fieldset class="field">
          <legend class="field-label">{t("gaps.widen_wordings")}</legend>
          {gap.wordings.map((words) => (
            <label key={words} class="check">
              <input
                type="checkbox"
                checked={picked.value.has(words)}
                onChange={(event) => {
                  const next = new Set(picked.value);
                  if (event.currentTarget.checked) next.add(words);
                  else next.delete(words);
                  picked.value = next;
                }}
              />
              <span lang={gap.lang}>{words}</span>
            </label>
          ))}
        </fieldset>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={closeWiden}>
            {t("common.cancel")}
          </button>
          <button type="submit" class="button primary" disabled={!entry || !picked.value.size || busy.value}>
            {t("gaps.widen_add")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
