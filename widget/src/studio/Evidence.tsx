// One candidate answer and why it was found.
import { confidenceTone } from "../staff/confidence.ts";
import { number, typeset } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import { Markdown } from "../staff/Markdown.tsx";
import { Meter } from "../staff/Meter.tsx";
import type { Explained } from "../staff/wire.ts";
import { entryAddress } from "./route.ts";

export function Evidence({ answer, lang }: { answer: Explained; lang: string }) {
  const { id, question, confidence, wording, terms, dense, lexical } = answer;
  return (
    <li class="evidence">
      <div class="evidence-head">
        <h3>
          <a href={entryAddress(id)} lang={lang}>
            {typeset(question)}
          </a>
        </h3>
        <Meter value={confidence} label={t("event.confidence")} tone={confidenceTone(confidence)} />
      </div>
      <dl class="evidence-facts">
        <div>
          <dt>{t("bench.wording")}</dt>
          <dd lang={lang}>{t("bench.quoted", { text: wording })}</dd>
        </div>
        <div>
          <dt>{t("bench.terms")}</dt>
          <dd>
            {terms.length
              ? terms.map((term) => (
                  <span key={term} class="badge info">
                    {term}
                  </span>
                ))
              : t("bench.no_terms")}
          </dd>
        </div>
        <div>
          <dt>{t("bench.scores")}</dt>
          <dd>{t("bench.score_values", { dense: number(dense, 2), lexical: number(lexical, 2) })}</dd>
        </div>
      </dl>
      <details>
        <summary>{t("bench.answer")}</summary>
        <Markdown text={answer.answer} />
      </details>
    </li>
  );
}
