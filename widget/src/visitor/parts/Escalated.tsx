// What was asked of a human, and what happens now.
import { t } from "../i18n/words";
import { tight } from "../typography";
import type { EventOf } from "../wire";
import { useConversation } from "./current";
import { EXITS } from "./glyphs";
import { Icon } from "./Icon";

export function Escalated({ event }: { event: EventOf<"escalated"> }) {
  const { journal } = useConversation();
  const { exit, text } = event.payload;
  const waits = journal.owner.value === "queue" && journal.of("escalated").at(-1)?.seq === event.seq;
  return (
    <div class="escalated turn" part="escalated">
      <Icon path={EXITS[exit]} />
      <div>
        <strong>{t(`escalated.${exit}`)}</strong>
        <p>{tight(text)}</p>
        {waits && exit === "chat" && <p class="hours">{t("wait")}</p>}
      </div>
    </div>
  );
}
