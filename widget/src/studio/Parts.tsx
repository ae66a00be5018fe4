// The questions of a message that asks several, and what becomes of each.
import { Fragment } from "preact";
import { confidenceTone } from "../staff/confidence.ts";
import { typeset } from "../staff/format.ts";
import { said, t } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import type { Part } from "../staff/wire.ts";
import { entryAddress } from "./route.ts";

export function Parts({ parts, lang }: { parts: Part[]; lang: string }) {
  if (parts.length === 0) return null;
  return (
    <section class="parts" aria-labelledby="parts-title">
      <h2 id="parts-title">{t("bench.parts")}</h2>
      <ol class="evidences list">
        {parts.map((part) => (
          <li key={part.text} class="evidence">
            <div class="evidence-head">
              <h3 lang={lang}>{typeset(part.text)}</h3>
              <Meter value={part.confidence} label={t("event.confidence")} tone={confidenceTone(part.confidence)} />
            </div>
            <p>
              {said("decision", part.decision)}
              {part.answers.map((answer) => (
                <Fragment key={answer.id}>
                  {" · "}
                  <a href={entryAddress(answer.id)} lang={lang}>
                    {typeset(answer.question)}
                  </a>
                </Fragment>
              ))}
            </p>
            <p class="hint">{part.reason}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
