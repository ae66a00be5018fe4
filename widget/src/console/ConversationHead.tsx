// Who asks for what, who has it, and what can be done with it.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { Actions } from "./Actions.tsx";
import { HolderBadge } from "./HolderBadge.tsx";
import { addressOf } from "./route.ts";

export function ConversationHead({ escalation }: { escalation: Escalation }) {
  const { id, subject, lang, contact } = escalation;
  return (
    <header class="conversation-head">
      <a class="button plain square step-back" href={addressOf(null)} aria-label={t("conversation.back")}>
        <Icon name="back" />
      </a>
      <div class="conversation-name">
        <h2 id="conversation-title" tabIndex={-1} lang={lang} title={subject}>
          {subject || t("queue.no_subject")}
        </h2>
      </div>
      <a class="button plain square step-context" href={addressOf(id, true)} aria-label={t("context.show")}>
        <Icon name="info" />
      </a>
      <p class="conversation-who">
        <HolderBadge escalation={escalation} />
        {contact.name && <span>{contact.name}</span>}
      </p>
      <Actions escalation={escalation} />
    </header>
  );
}
