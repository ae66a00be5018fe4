// The view of the promise: what was promised, whether visitors' votes keep it, and where they do not.
import { useEffect } from "preact/hooks";
import { Choices } from "../staff/Choices.tsx";
import { percent } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import type { Promised } from "../staff/wire.ts";
import { ContestedList } from "./ContestedList.tsx";
import { CoverageCard } from "./CoverageCard.tsx";
import { load, PERIODS, period, problem, promised } from "./promise.ts";
import { TopicTable } from "./TopicTable.tsx";
import { VotesCard } from "./VotesCard.tsx";

export function PromiseView() {
  useEffect(() => void load(), [period.value]);
  const found = promised.value;
  return (
    <div class="page promise" aria-busy={!found && !problem.value}>
      <header class="page-head">
        <div>
          <h1>{t("promise.title")}</h1>
          {found && <p class="page-lead">{lead(found)}</p>}
        </div>
        <Choices
          name="period"
          label={t("promise.period")}
          options={PERIODS.map((value) => ({ value, label: tn("promise.days", Number(value)) }))}
          chosen={period.value}
          onChoose={(chosen) => {
            period.value = chosen;
          }}
        />
      </header>
      {problem.value && <p class="banner bad">{problem.value}</p>}
      {found && (found.live.questions ? <Lived found={found} /> : <NobodyAsked found={found} />)}
    </div>
  );
}

function Lived({ found }: { found: Promised }) {
  return (
    <>
      <div class="promise-cards">
        <VotesCard found={found} />
        <CoverageCard found={found} />
      </div>
      <TopicTable topics={found.topics} promised={found.wrong_in_100} />
      <ContestedList entries={found.entries} />
    </>
  );
}

function NobodyAsked({ found: { days, threshold } }: { found: Promised }) {
  const tried = { coverage: percent(threshold.coverage), wrong: percent(threshold.wrong) };
  return (
    <div class="empty">
      <strong>{tn("promise.empty", days)}</strong>
      <p>{t("promise.empty_hint")}</p>
      {threshold.coverage > 0 && <p>{t("promise.tried_only", tried)}</p>}
      <a class="button" href="#/bench">
        {t("promise.to_bench")}
      </a>
    </div>
  );
}

function lead({ wrong_in_100, threshold: { confidence, proven } }: Promised): string {
  const from = t("promise.threshold", { confidence: percent(confidence) });
  return `${tn("promise.lead", wrong_in_100)} ${from} ${t(proven ? "bench.proven" : "bench.unproven")}`;
}
