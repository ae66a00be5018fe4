// Yes or no on one answer, and what was missing.
import { useSignal } from "@preact/signals";
import { t } from "../i18n/words";
import { useConversation } from "./current";
import { NO, YES } from "./glyphs";
import { Icon } from "./Icon";
import { useReveal } from "./reveal";

export function Feedback({ seq }: { seq: number }) {
  const conversation = useConversation();
  const commenting = useSignal(false);
  const comment = useSignal("");
  const form = useReveal<HTMLFormElement>(commenting.value);
  const given = useGiven(seq);

  const judge = (helpful: boolean) => {
    commenting.value = !helpful;
    conversation.send({ type: "feedback", seq, helpful, comment: "" });
  };
  const explain = (event: Event) => {
    event.preventDefault();
    commenting.value = false;
    if (comment.value.trim()) {
      conversation.send({ type: "feedback", seq, helpful: false, comment: comment.value.trim() });
    }
  };
  if (commenting.value) {
    return (
      <form class="feedback comment" ref={form} onSubmit={explain}>
        <label>
          {t("missing")}
          <textarea
            rows={2}
            maxLength={1000}
            value={comment.value}
            onInput={({ currentTarget }) => {
              comment.value = currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="small">
          {t("comment.send")}
        </button>
      </form>
    );
  }
  if (given !== undefined) return <p class="feedback">{t(given ? "thanks.yes" : "thanks.no")}</p>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand on the buttons' line
    <div class="feedback" role="group" aria-label={t("helpful")}>
      <span aria-hidden="true">{t("helpful")}</span>
      <button type="button" onClick={() => judge(true)}>
        <Icon path={YES} /> {t("yes")}
      </button>
      <button type="button" onClick={() => judge(false)}>
        <Icon path={NO} /> {t("no")}
      </button>
    </div>
  );
}

function useGiven(seq: number): boolean | undefined {
  const { journal, outbox } = useConversation();
  const told = journal.of("feedback").findLast(({ payload }) => payload.seq === seq)?.payload.helpful;
  if (told !== undefined) return told;
  const sent = outbox.sent.value.find(({ frame }) => frame.type === "feedback" && frame.seq === seq);
  return sent?.frame.type === "feedback" && sent.refused === undefined ? sent.frame.helpful : undefined;
}
