// The greeting, that it is a machine, and what people ask most.
import { moment, t } from "../i18n/words";
import { tight } from "../typography";
import { Bubble } from "./Bubble";
import { useConversation } from "./current";

export function Welcome() {
  const conversation = useConversation();
  const about = conversation.about.value;
  const events = conversation.journal.events.value;
  const greeting = events[0]?.kind === "say" ? events[0].payload.text : about?.welcome || t("welcome");
  const fresh = !events.some(({ author }) => author === "visitor") && !conversation.outbox.sent.value.length;
  return (
    <>
      <p class="machine">{t("machine.detail")}</p>
      <Bubble author="agent">
        <p class="plain">{tight(greeting)}</p>
      </Bubble>
      {fresh && about && (
        <div class="start">
          {about.suggestions.length > 0 && <p class="caption">{t("suggestions")}</p>}
          {about.suggestions.map(({ entry_id, question }) => (
            <button type="button" class="chip" key={entry_id} onClick={() => conversation.say(question)}>
              {tight(question)}
            </button>
          ))}
          <p class="hours">{hours(about.open, about.opens_at)}</p>
        </div>
      )}
    </>
  );
}

function hours(open: boolean, opensAt: string | null): string {
  if (open) return t("advisers.open");
  return opensAt ? t("advisers.closed", { when: moment(opensAt) }) : "";
}
