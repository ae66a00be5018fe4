// What went wrong, and in which language: the gaps that are shown.
import { t } from "../staff/i18n.ts";
import { kind, kinds, language, languages } from "./gaps.ts";
import { LanguageFilter } from "./LanguageFilter.tsx";

export function GapFilters() {
  return (
    <fieldset class="chips">
      <legend class="unseen">{t("gaps.filter")}</legend>
      {kinds.value.map((each) => (
        <button
          key={each}
          type="button"
          class="chip"
          aria-pressed={kind.value === each}
          onClick={() => {
            kind.value = kind.value === each ? "" : each;
          }}
        >
          {t(`gap_kind.${each}`)}
        </button>
      ))}
      <LanguageFilter known={languages.value} chosen={language} />
    </fieldset>
  );
}
