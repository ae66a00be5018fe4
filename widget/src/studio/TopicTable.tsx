// The same by topic: questions, answers, votes, verdict.
import { number, percent } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import type { Promised } from "../staff/wire.ts";
import { VOTES } from "./verdicts.ts";

export function TopicTable({ topics, promised }: { topics: Promised["topics"]; promised: number }) {
  return (
    <section class="promise-part" aria-labelledby="topics-title">
      <h2 id="topics-title">{t("promise.topics")}</h2>
      <p class="hint">{t("promise.topics_hint")}</p>
      <table class="topics" aria-labelledby="topics-title">
        <thead>
          <tr>
            <th scope="col">{t("promise.topic")}</th>
            <th scope="col">{t("promise.questions")}</th>
            <th scope="col">{t("promise.share")}</th>
            <th scope="col">{t("promise.negative")}</th>
          </tr>
        </thead>
        <tbody>
          {topics.map(({ topic, questions, coverage, yes, no, verdict, wrong_in_100 }) => (
            <tr key={topic}>
              <th scope="row">
                <span class="topic">{topic || t("promise.no_topic")}</span>
                {wrong_in_100 !== promised && (
                  <span class="hint">{t("promise.own", { wrong: number(wrong_in_100) })}</span>
                )}
                {verdict !== "open" && <span class={`badge ${VOTES[verdict]}`}>{t(`topic_verdict.${verdict}`)}</span>}
              </th>
              <td>{number(questions)}</td>
              <td>{percent(coverage ?? 0)}</td>
              <td>{yes + no > 0 ? t("promise.of", { no: number(no), votes: number(yes + no) }) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
