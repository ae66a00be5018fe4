// What is known about the customer and the request, and what could be answered.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { CallbackCard } from "./CallbackCard.tsx";
import { ContactCard } from "./ContactCard.tsx";
import { detail, opened } from "./opened.ts";
import { RequestCard } from "./RequestCard.tsx";
import { addressOf } from "./route.ts";
import { Suggestions } from "./Suggestions.tsx";

export function ContextPane() {
  const shown = detail.value;
  const escalation = opened.value;
  return (
    <aside class="pane context" aria-label={t("context.title")}>
      {shown && escalation && (
        <>
          <h2 class="unseen">{t("context.title")}</h2>
          <a class="button plain step-back" href={addressOf(escalation.id)}>
            <Icon name="back" size={16} />
            {t("context.back")}
          </a>
          {escalation.exit === "callback" && <CallbackCard escalation={escalation} />}
          <ContactCard escalation={escalation} />
          <RequestCard shown={shown} escalation={escalation} />
          <Suggestions escalation={escalation} list={shown.suggestions} />
        </>
      )}
    </aside>
  );
}
