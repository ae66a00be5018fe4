// The language the entry is written in.
import { languageTitle } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import { edit } from "./editing.ts";
import { languages } from "./entries.ts";

const ALWAYS = ["fr", "en"];

export function LanguageField({ lang }: { lang: string }) {
  const known = [...new Set([...ALWAYS, ...languages.value, lang])];
  return (
    <div class="field">
      <label for="entry-lang">{t("field.lang")}</label>
      <select
        id="entry-lang"
        class="input"
        value={lang}
        onChange={(event) => edit({ lang: event.currentTarget.value })}
      >
        {known.map((code) => (
          <option key={code} value={code}>
            {languageTitle(code)}
          </option>
        ))}
      </select>
    </div>
  );
}
