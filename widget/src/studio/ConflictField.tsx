// One field two people changed, with both texts and the choice between them.
import { t } from "../staff/i18n.ts";
import type { Field, Form } from "./form.ts";
import { told } from "./told.ts";

interface Props {
  field: Field;
  mine: Form;
  theirs: Form;
  takesTheirs: boolean;
  onChoose: (takeTheirs: boolean) => void;
}

export function ConflictField({ field, mine, theirs, takesTheirs, onChoose }: Props) {
  return (
    <fieldset class="conflict-field">
      <legend class="field-label">{t(`field.${field}`)}</legend>
      {[false, true].map((other) => (
        <label key={String(other)} class="option">
          <input
            type="radio"
            name={`conflict-${field}`}
            checked={takesTheirs === other}
            onChange={() => onChoose(other)}
          />
          <span>
            <strong>{t(other ? "conflict.theirs" : "conflict.mine")}</strong>
            <span class="as-written">{told(other ? theirs : mine, field) || "—"}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
