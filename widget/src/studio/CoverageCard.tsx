// How many questions get an answer, beside what the trials let one expect.
import { percent } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import type { Promised } from "../staff/wire.ts";
import { VerdictTitle } from "./VerdictTitle.tsx";
import { COVERAGE } from "./verdicts.ts";

export function CoverageCard({ found: { live, threshold } }: { found: Promised }) {
  const { coverage_verdict: verdict, questions, answered } = live;
  const rows = [
    { name: t("promise.live"), value: live.coverage ?? 0 },
    { name: t("promise.tried"), value: threshold.coverage },
  ];
  return (
    <section class="promise-card" aria-labelledby="coverage-title">
      <VerdictTitle id="coverage-title" tone={COVERAGE[verdict]} text={t(`coverage.${verdict}`)} />
      <p>
        {tn("promise.answered", questions, { answered })}{" "}
        {live.confidence !== null && t("promise.confidence", { confidence: percent(live.confidence) })}
      </p>
      <dl class="compared">
        {rows.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Meter value={value} label="" wide />
            </dd>
          </div>
        ))}
      </dl>
      {verdict === "less-than-tried" && <p>{t("promise.less_hint")}</p>}
      <p class="hint">{t("promise.counted")}</p>
    </section>
  );
}
