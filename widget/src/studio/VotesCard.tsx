// What the votes say of the promise, how sure that is, and what a vote is worth.
import { percent } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import type { Promised } from "../staff/wire.ts";
import { Spread } from "./Spread.tsx";
import { VerdictTitle } from "./VerdictTitle.tsx";
import { VOTES } from "./verdicts.ts";

export function VotesCard({ found }: { found: Promised }) {
  const { live, threshold } = found;
  const votes = live.yes + live.no;
  return (
    <section class="promise-card" aria-labelledby="votes-title">
      <VerdictTitle id="votes-title" tone={VOTES[live.verdict]} text={t(`verdict.${live.verdict}`)} />
      {live.unhelpful === null ? (
        <p>{t("promise.no_votes")}</p>
      ) : (
        <>
          <p>
            {tn("promise.against", live.no, { votes, share: percent(live.unhelpful) })} {truth(found)}
          </p>
          <Spread lived={live} limit={found.wrong_in_100 / 100} />
        </>
      )}
      {threshold.coverage > 0 && <p>{t("promise.tried_wrong", { wrong: percent(threshold.wrong) })}</p>}
      <p class="hint">{tn("promise.opinion", live.answered, { votes })}</p>
    </section>
  );
}

function truth({ live: { between }, certainty }: Promised): string {
  const [low, high] = between.map(percent);
  return t("promise.between", { low: low ?? "", high: high ?? "", certainty: percent(certainty) });
}
