// How much is covered, what is looked for, in which order, and as what it is shown.

import { Choices } from "../staff/Choices.tsx";
import { number, typeset } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import { busy, undo } from "./correcting.ts";
import { LanguageFilter } from "./LanguageFilter.tsx";
import { canUndo, coverage } from "./needs.ts";
import {
  allThemes,
  emerging,
  LOOKS,
  language,
  languages,
  look,
  ORDERS,
  onlyEmerging,
  onlyOpen,
  order,
  see,
  theme,
  words,
} from "./needsShown.ts";

export function NeedFilters() {
  return (
    <>
      <div class="toolbar">
        <div class="coverage">
          <span>{t("needs.coverage")}</span>
          <Meter value={coverage.value} label={t("needs.coverage")} tone="good" wide />
        </div>
        <div class="needs-look">
          {canUndo.value && (
            <button type="button" class="button" aria-disabled={busy.value} onClick={() => void undo()}>
              <Icon name="giveBack" size={16} />
              {t("needs.undo_last")}
            </button>
          )}
          <Choices
            name="needs-look"
            label={t("needs.look")}
            options={LOOKS.map((value) => ({ value, label: t(`needs.look_${value}`) }))}
            chosen={look.value}
            onChoose={see}
          />
        </div>
      </div>
      <search class="needs-filters">
        <div class="search">
          <Icon name="search" size={16} />
          <input
            id="need-search"
            class="input"
            type="search"
            value={words.value}
            placeholder={t("needs.search")}
            aria-label={t("needs.search")}
            onInput={(event) => {
              words.value = event.currentTarget.value;
            }}
          />
        </div>
        <ThemeFilter />
        {look.value === "list" && <OrderField />}
        <fieldset class="chips">
          <legend class="unseen">{t("needs.filter")}</legend>
          <button
            type="button"
            class="chip"
            aria-pressed={onlyOpen.value}
            onClick={() => {
              onlyOpen.value = !onlyOpen.value;
            }}
          >
            {t("needs.only_open")}
          </button>
          {(emerging.value > 0 || onlyEmerging.value) && (
            <button
              type="button"
              class="chip"
              aria-pressed={onlyEmerging.value}
              onClick={() => {
                onlyEmerging.value = !onlyEmerging.value;
              }}
            >
              {t("needs.only_emerging")} <span class="count">{number(emerging.value)}</span>
            </button>
          )}
          <LanguageFilter known={languages.value} chosen={language} />
        </fieldset>
      </search>
    </>
  );
}

function ThemeFilter() {
  if (allThemes.value.length < 2) return null;
  return (
    <select
      class="input"
      aria-label={t("needs.theme")}
      value={theme.value === null ? "*" : `=${theme.value}`}
      onChange={({ currentTarget: { value } }) => {
        theme.value = value === "*" ? null : value.slice(1);
      }}
    >
      <option value="*">{t("needs.every_theme")}</option>
      {allThemes.value.map(({ name }) => (
        <option key={name} value={`=${name}`}>
          {typeset(name) || t("needs.no_theme")}
        </option>
      ))}
    </select>
  );
}

function OrderField() {
  return (
    <select
      class="input"
      aria-label={t("needs.order")}
      value={order.value}
      onChange={({ currentTarget: { value } }) => {
        order.value = ORDERS.find((known) => known === value) ?? "volume";
      }}
    >
      {ORDERS.map((each) => (
        <option key={each} value={each}>
          {t(`needs.by_${each}`)}
        </option>
      ))}
    </select>
  );
}
