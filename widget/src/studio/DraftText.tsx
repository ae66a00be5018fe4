// A draft as a visitor would read it; behind each sentence, how many replies said it, and which.
import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { number } from "../staff/format.ts";
import { tn } from "../staff/i18n.ts";
import { Markdown, MarkdownLine } from "../staff/Markdown.tsx";
import { DraftSources } from "./DraftSources.tsx";
import { cited, type Draft, type Drafted, type DraftSentence, isList, paragraphs } from "./drafts.ts";

export function DraftText({ found, draft }: { found: Drafted; draft: Draft }) {
  const opened = useSignal<DraftSentence | null>(null);
  const panel = useId();
  return (
    <div class="draft-text">
      {paragraphs(draft.sentences).map((sentences) => (
        <div key={sentences[0]?.text}>
          {sentences.map((sentence) => (
            <Said key={sentence.text} sentence={sentence} lang={draft.lang} opened={opened} panel={panel} />
          ))}
          {opened.value && sentences.includes(opened.value) && (
            <div id={panel} class="draft-sources">
              <DraftSources requests={cited(found, opened.value.requests)} />
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

interface SaidProps {
  sentence: DraftSentence;
  lang: string;
  opened: Signal<DraftSentence | null>;
  panel: string;
}

function Said({ sentence, lang, opened, panel }: SaidProps) {
  const open = opened.value === sentence;
  const count = sentence.requests.length;
  const cite = (
    <button
      type="button"
      class="cite"
      aria-expanded={open}
      aria-controls={open ? panel : undefined}
      aria-label={tn("draft.said", count)}
      title={tn("draft.said", count)}
      onClick={() => {
        opened.value = open ? null : sentence;
      }}
    >
      {number(count)}
    </button>
  );
  if (isList(sentence)) {
    return (
      <div class={open ? "draft-list open" : "draft-list"}>
        <div lang={lang}>
          <Markdown text={sentence.text} />
        </div>
        {cite}
      </div>
    );
  }
  return (
    <>
      {sentence.gap === "\n" && <br />}
      <span class={open ? "draft-sentence open" : "draft-sentence"} lang={lang}>
        <MarkdownLine text={sentence.text} />
      </span>
      {cite}{" "}
    </>
  );
}
