// Two people changed the same entry: both texts side by side, one choice a field, nothing lost.
import { useSignal } from "@preact/signals";
import { Icon } from "../staff/Icon.tsx";
import { said, t } from "../staff/i18n.ts";
import type { Entry } from "../staff/wire.ts";
import { ConflictField } from "./ConflictField.tsx";
import { clean, rebase } from "./editing.ts";
import { differing, FIELDS, type Field, type Form, formOf } from "./form.ts";
import { saveNow } from "./saving.ts";

export function Conflict({ written, theirs }: { written: Form; theirs: Entry }) {
  const other = formOf(theirs);
  // What this person did not touch is theirs, until he says otherwise.
  const mine = differing(written, clean.value);
  const untouched = FIELDS.filter((field) => !mine.includes(field));
  const taken = useSignal<ReadonlySet<Field>>(new Set(untouched));
  const choose = (field: Field, take: boolean) => {
    const next = new Set(taken.value);
    if (take) next.add(field);
    else next.delete(field);
    taken.value = next;
  };
  const settle = (save: boolean) => {
    rebase(theirs, { ...written, ...pick(other, taken.value) });
    if (save) void saveNow();
  };
  return (
    <div class="conflict" role="alertdialog" aria-labelledby="conflict-title">
      <h2 id="conflict-title">
        <Icon name="alert" /> {t("conflict.title", { name: said("by", theirs.updated_by) })}
      </h2>
      <p>{t("conflict.detail")}</p>
      {differing(written, other).map((field) => (
        <ConflictField
          key={field}
          field={field}
          mine={written}
          theirs={other}
          takesTheirs={taken.value.has(field)}
          onChoose={(take) => choose(field, take)}
        />
      ))}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => settle(false)}>
          {t("conflict.edit")}
        </button>
        <button type="button" class="button primary" onClick={() => settle(true)}>
          {t("conflict.save")}
        </button>
      </div>
    </div>
  );
}

function pick(form: Form, fields: ReadonlySet<Field>): Partial<Form> {
  return Object.fromEntries([...fields].map((field) => [field, form[field]]));
}
