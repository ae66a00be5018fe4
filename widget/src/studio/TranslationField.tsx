// Which entry of another language this one translates.
import { t } from "../staff/i18n.ts";
import { edit } from "./editing.ts";
import { entries } from "./entries.ts";
import { entryAddress } from "./route.ts";

export function TranslationField({ lang, of }: { lang: string; of: string | null }) {
  const others = (entries.value ?? []).filter((entry) => entry.lang !== lang && entry.status !== "retired");
  const original = others.find((entry) => entry.id === of);
  return (
    <div class="field">
      <label for="entry-translation">{t("field.translation_of")}</label>
      <input
        id="entry-translation"
        class="input"
        list="originals"
        value={of ?? ""}
        placeholder={t("field.translation_none")}
        onInput={(event) => edit({ translation_of: event.currentTarget.value || null })}
      />
      <datalist id="originals">
        {others.map(({ id, question }) => (
          <option key={id} value={id}>
            {question}
          </option>
        ))}
      </datalist>
      {original && (
        <a class="hint" href={entryAddress(original.id)} lang={original.lang}>
          {original.question}
        </a>
      )}
    </div>
  );
}
