// The decision with its confidence and reason, then the answers it was chosen from.
import { confidenceTone } from "../staff/confidence.ts";
import { languageName, percent } from "../staff/format.ts";
import { said, t } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import type { Explanation } from "../staff/wire.ts";
import { Evidence } from "./Evidence.tsx";
import { Nearest } from "./Nearest.tsx";
import { Parts } from "./Parts.tsx";

export function BenchResult({ found }: { found: Explanation }) {
  const exits = found.exits.map((exit) => said("exit", typeof exit === "string" ? exit : exit.exit));
  return (
    <div class="bench-result">
      <section class="decision" aria-labelledby="decision-title">
        <h2 id="decision-title">{said("decision", found.decision)}</h2>
        <Meter value={found.confidence} label={t("event.confidence")} tone={confidenceTone(found.confidence)} wide />
        <p>{found.reason}</p>
        {found.decision !== "answer" && found.lowered.length > 0 && (
          <>
            <h3>{t("bench.lowered")}</h3>
            <ul class="lowered">
              {found.lowered.map((lowered) => (
                <li key={lowered.code}>{lowered.text}</li>
              ))}
            </ul>
          </>
        )}
        <p class="hint">
          {t("bench.threshold", { confidence: percent(found.threshold.confidence) })}{" "}
          {t(found.threshold.proven ? "bench.proven" : "bench.unproven")}
        </p>
        <p class="hint">
          {t("bench.language", { language: languageName(found.language) })}
          {exits.length > 0 && ` · ${t("bench.exits", { exits: exits.join(", ") })}`}
        </p>
      </section>
      <Parts parts={found.parts} lang={found.language} />
      {found.answers.length > 0 && <h2>{t("bench.answers")}</h2>}
      <ol class="evidences list">
        {found.answers.map((answer) => (
          <Evidence key={answer.id} answer={answer} lang={found.language} />
        ))}
      </ol>
      <Nearest wordings={found.nearest} lang={found.language} />
    </div>
  );
}
