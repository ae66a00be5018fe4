// Two or three close answers: the visitor picks, or none of them; or the buttons of a form.
import { t } from "../i18n/words";
import { tight } from "../typography";
import type { EventOf } from "../wire";
import { Bubble } from "./Bubble";
import { useConversation } from "./current";
import { Markdown } from "./Markdown";

export function Clarify({ event }: { event: EventOf<"clarify" | "ask"> }) {
  const conversation = useConversation();
  const open = conversation.journal.openChoice.value === event.seq && !conversation.busy.value;
  const choose = (entry_id: string | null) => () => conversation.send({ type: "choice", entry_id });
  const choices = (
    <div class="choices">
      {event.payload.choices.map(({ entry_id, question }) => (
        <button type="button" class="chip" key={entry_id} disabled={!open} onClick={choose(entry_id)}>
          {tight(question)}
        </button>
      ))}
      {event.kind === "clarify" && (
        <button type="button" class="chip quiet" disabled={!open} onClick={choose(null)}>
          {t("clarify.none")}
        </button>
      )}
    </div>
  );
  return (
    <Bubble author="agent" after={choices}>
      <Markdown text={event.payload.text} />
    </Bubble>
  );
}
