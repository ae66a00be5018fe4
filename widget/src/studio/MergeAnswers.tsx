// The two answers of a merge side by side: one is written on, the other is there to take from.
import type { Signal } from "@preact/signals";
import { t, tn } from "../staff/i18n.ts";
import { Markdown } from "../staff/Markdown.tsx";
import type { Entry } from "../staff/wire.ts";

export function MergeAnswers({ entry, source, answer }: { entry: Entry; source: Entry; answer: Signal<string> }) {
  return (
    <>
      <div class="merge-answers">
        <div class="field">
          <label for="merge-answer">{t("reshape.answer")}</label>
          <textarea
            id="merge-answer"
            class="input answer"
            rows={8}
            lang={entry.lang}
            value={answer.value}
            onInput={(event) => {
              answer.value = event.currentTarget.value;
            }}
          />
        </div>
        <section aria-labelledby="merge-other">
          <h3 id="merge-other" class="field-label">
            {t("reshape.other_answer")}
          </h3>
          <div class="answer-card" lang={source.lang}>
            {source.answer.trim() ? <Markdown text={source.answer} /> : <p class="hint">{t("entries.no_answer")}</p>}
          </div>
          {source.answer.trim() && (
            <button
              type="button"
              class="button small"
              onClick={() => {
                answer.value = [answer.value.trim(), source.answer].filter(Boolean).join("\n\n");
              }}
            >
              {t("reshape.add_answer")}
            </button>
          )}
        </section>
      </div>
      <p class="hint">
        {tn("reshape.merge_gains", source.variants.length + 1)} {t("reshape.merge_goes", { question: source.question })}
      </p>
    </>
  );
}
