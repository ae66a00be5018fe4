// Some of an entry's wordings, ticked.
import { t } from "../staff/i18n.ts";
import type { Entry } from "../staff/wire.ts";

interface Props {
  entry: Entry;
  chosen: string[];
  onChoose: (texts: string[]) => void;
}

export function VariantPick({ entry, chosen, onChoose }: Props) {
  const toggle = (text: string) =>
    onChoose(chosen.includes(text) ? chosen.filter((one) => one !== text) : [...chosen, text]);
  return (
    <fieldset class="variant-pick" lang={entry.lang}>
      <legend class="field-label">{t("reshape.variants")}</legend>
      {entry.variants.map(({ text }) => (
        <label key={text} class="check">
          <input type="checkbox" checked={chosen.includes(text)} onChange={() => toggle(text)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
