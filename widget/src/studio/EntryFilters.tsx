// Search box, status chips with their counts, languages.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { EntryStatus } from "../staff/wire.ts";
import { countOf, language, languages, STATUSES, statuses, words } from "./entries.ts";
import { LanguageFilter } from "./LanguageFilter.tsx";

export function EntryFilters() {
  return (
    <search class="entry-filters">
      <div class="search">
        <Icon name="search" size={16} />
        <input
          id="entry-search"
          class="input"
          type="search"
          value={words.value}
          placeholder={t("entries.search")}
          aria-label={t("entries.search")}
          onInput={(event) => {
            words.value = event.currentTarget.value;
          }}
        />
      </div>
      <fieldset class="chips">
        <legend class="unseen">{t("entries.filter")}</legend>
        {STATUSES.map((status) => (
          <button
            key={status}
            type="button"
            class="chip"
            aria-pressed={statuses.value.includes(status)}
            onClick={() => flip(status)}
          >
            {t(`status.${status}`)} <span class="count">{countOf(status)}</span>
          </button>
        ))}
        <LanguageFilter known={languages.value} chosen={language} />
      </fieldset>
    </search>
  );
}

function flip(status: EntryStatus): void {
  const on = statuses.value.includes(status);
  statuses.value = on ? statuses.value.filter((one) => one !== status) : [...statuses.value, status];
}
