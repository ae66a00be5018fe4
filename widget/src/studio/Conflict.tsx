// Two people changed the same entry: both texts side by side, one choice a field, nothing lost.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../staff/Icon.tsx";
import { said, t } from "../staff/i18n.ts";
import type { Entry } from "../staff/wire.ts";
import { bothOf, proposed, type Side, type Versions } from "./both.ts";
import { ConflictField } from "./ConflictField.tsx";
import { clean, rebase } from "./editing.ts";
import { differing, FIELDS, type Field, type Form, formOf } from "./form.ts";
import { saveNow } from "./saving.ts";

export function Conflict({ written, theirs }: { written: Form; theirs: Entry }) {
  const versions = { before: clean.value, mine: written, theirs: formOf(theirs) };
  const taken = useSignal<Partial<Record<Field, Side>>>({});
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever just pressed Ctrl+S far below would not see that nothing was saved.
  useEffect(() => title.current?.focus(), []);
  const sideOf = (field: Field) => taken.value[field] ?? proposed(field, versions);
  const settle = (save: boolean) => {
    rebase(theirs, Object.assign({}, ...FIELDS.map((field) => picked(field, sideOf(field), versions))));
    if (save) void saveNow();
  };
  return (
    <div class="conflict" role="alertdialog" aria-labelledby="conflict-title">
      <h2 id="conflict-title" ref={title} tabIndex={-1}>
        <Icon name="alert" /> {t("conflict.title", { name: said("by", theirs.updated_by) })}
      </h2>
      <p>{t("conflict.detail")}</p>
      {differing(written, versions.theirs).map((field) => (
        <ConflictField
          key={field}
          field={field}
          versions={versions}
          side={sideOf(field)}
          onChoose={(side) => {
            taken.value = { ...taken.value, [field]: side };
          }}
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

function picked(field: Field, side: Side, versions: Versions): Partial<Form> {
  const form = side === "both" ? bothOf(field, versions) : versions[side];
  return { [field]: (form ?? versions.mine)[field] };
}
