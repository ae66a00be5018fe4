// A curated answer, what else it may lead to, and whether it helped.
import { t } from "../i18n/words";
import { tight } from "../typography";
import type { EventOf } from "../wire";
import { Bubble } from "./Bubble";
import { useConversation } from "./current";
import { Feedback } from "./Feedback";
import { Markdown } from "./Markdown";

export function Answer({ event }: { event: EventOf<"answer"> }) {
  const conversation = useConversation();
  const { text, question, related = [], lang } = event.payload;
  return (
    <Bubble author="agent" after={<Feedback seq={event.seq} />}>
      <div lang={lang}>
        <p class="question">{tight(question)}</p>
        <Markdown text={text} />
        {related.length > 0 && (
          <div class="related">
            <p class="caption">{t("related")}</p>
            {related.map((entry) => (
              <button type="button" class="link" key={entry.entry_id} onClick={() => conversation.say(entry.question)}>
                {tight(entry.question)}
              </button>
            ))}
          </div>
        )}
      </div>
    </Bubble>
  );
}
