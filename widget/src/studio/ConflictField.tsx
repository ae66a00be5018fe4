// One field two people changed, with both texts, what keeps both where that can be, and the choice.
import { t } from "../staff/i18n.ts";
import { bothOf, type Side, type Versions } from "./both.ts";
import type { Field } from "./form.ts";
import { told } from "./told.ts";

interface Props {
  field: Field;
  versions: Versions;
  side: Side;
  onChoose: (side: Side) => void;
}

export function ConflictField({ field, versions, side, onChoose }: Props) {
  const forms = { mine: versions.mine, theirs: versions.theirs, both: bothOf(field, versions) };
  return (
    <fieldset class="conflict-field">
      <legend class="field-label">{t(`field.${field}`)}</legend>
      {(["mine", "theirs", "both"] as const).map((each) => {
        const form = forms[each];
        return (
          form && (
            <label key={each} class="option">
              <input type="radio" name={`conflict-${field}`} checked={side === each} onChange={() => onChoose(each)} />
              <span>
                <strong>{t(`conflict.${each}`)}</strong>
                <span class="as-written">{told(form, field) || "—"}</span>
              </span>
            </label>
          )
        );
      })}
    </fieldset>
  );
}
