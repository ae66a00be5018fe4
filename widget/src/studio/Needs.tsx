// The view of needs: what customers ask, how often, and what has no answer yet.
import { useEffect } from "preact/hooks";
import { number } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t, tn } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import { JobProgress } from "./JobProgress.tsx";
import { LanguageFilter } from "./LanguageFilter.tsx";
import { NeedRow } from "./NeedRow.tsx";
import { coverage, job, language, languages, learn, load, needs, onlyOpen, problem, requests, shown } from "./needs.ts";

export function Needs() {
  useEffect(() => void load(), []);
  const running = job.value?.status === "queued" || job.value?.status === "running";
  const most = needs.value?.[0]?.volume ?? 1;
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{t("view.needs")}</h1>
          {needs.value && (
            <p class="page-lead">{tn("needs.from", requests.value, { needs: number(needs.value.length) })}</p>
          )}
        </div>
        <button type="button" class="button primary" disabled={running} onClick={() => void learn()}>
          <Icon name="layers" size={16} />
          {t("needs.learn")}
        </button>
      </header>
      {job.value && <JobProgress job={job.value} label={t("needs.learning")} />}
      {problem.value && <p class="banner bad">{problem.value}</p>}
      {needs.value && needs.value.length > 0 && (
        <div class="toolbar">
          <div class="coverage">
            <span>{t("needs.coverage")}</span>
            <Meter value={coverage.value} label={t("needs.coverage")} tone="good" wide />
          </div>
          <div class="chips">
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
            <LanguageFilter known={languages.value} chosen={language} />
          </div>
        </div>
      )}
      {needs.value?.length === 0 && <NothingLearnt />}
      <ol class="needs list" aria-busy={needs.value === null}>
        {shown.value.map((need) => (
          <NeedRow key={need.id} need={need} most={most} />
        ))}
      </ol>
    </div>
  );
}

function NothingLearnt() {
  return (
    <div class="empty">
      <strong>{t("needs.empty")}</strong>
      <p>{t("needs.empty_hint")}</p>
      <a class="button" href="#/import">
        {t("needs.to_import")}
      </a>
    </div>
  );
}
