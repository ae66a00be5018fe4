// The view of gaps: what visitors asked and did not get, what costs most first.
import { useEffect } from "preact/hooks";
import { Choices } from "../staff/Choices.tsx";
import { t, tn } from "../staff/i18n.ts";
import { GapFilters } from "./GapFilters.tsx";
import { GapRow } from "./GapRow.tsx";
import { GapVariants } from "./GapVariants.tsx";
import { current, gaps, load, open, PERIODS, pending, period, problem, shown, widened } from "./gaps.ts";

export function Gaps() {
  useEffect(() => void load(), [period.value]);
  const rows = shown.value;
  const most = gaps.value?.[0]?.score ?? 1;
  const reachable = rows.some(({ id }) => id === current.value) ? current.value : rows[0]?.id;
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{t("gaps.title")}</h1>
          {gaps.value && <p class="page-lead">{open.value ? tn("gaps.lead", open.value) : t("gaps.lead_none")}</p>}
        </div>
        <Choices
          name="gap-period"
          label={t("promise.period")}
          options={PERIODS.map((value) => ({ value, label: tn("promise.days", Number(value)) }))}
          chosen={period.value}
          onChoose={(chosen) => {
            period.value = chosen;
          }}
        />
      </header>
      {problem.value && <p class="banner bad">{problem.value}</p>}
      {!gaps.value && !problem.value && <p class="hint">{t("gaps.reading")}</p>}
      {pending.value > 0 && <p class="banner">{tn("gaps.pending", pending.value)}</p>}
      {gaps.value && gaps.value.length > 0 && <GapFilters />}
      {gaps.value?.length === 0 && <NothingMissed />}
      {gaps.value && gaps.value.length > 0 && !rows.length && (
        <div class="empty">
          <strong>{t("gaps.filtered")}</strong>
        </div>
      )}
      <ol id="gap-list" class="gaps list" aria-label={t("gaps.title")} aria-busy={gaps.value === null}>
        {rows.map((gap) => (
          <GapRow key={gap.id} gap={gap} most={most} reachable={gap.id === reachable} />
        ))}
      </ol>
      {widened.value && <GapVariants key={widened.value.id} gap={widened.value} />}
    </div>
  );
}

function NothingMissed() {
  return (
    <div class="empty">
      <strong>{t("gaps.empty")}</strong>
      <p>{t("gaps.empty_hint")}</p>
      <a class="button" href="#/bench">
        {t("promise.to_bench")}
      </a>
    </div>
  );
}
