// One escalation in the queue.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { hasDraft } from "./drafts.ts";
import { current, me } from "./escalations.ts";
import { addressOf, route } from "./route.ts";
import { teamName } from "./teams.ts";
import { Waiting } from "./Waiting.tsx";

export function QueueRow({ escalation, reachable }: { escalation: Escalation; reachable: boolean }) {
  const { id, subject, exit, team, lang, status } = escalation;
  return (
    <li>
      <a
        class="row"
        href={addressOf(id)}
        data-row={id}
        tabIndex={reachable ? 0 : -1}
        aria-current={route.value.id === id ? "true" : undefined}
        onFocus={() => {
          current.value = id;
        }}
      >
        <span class={`row-exit ${exit}`}>
          <Icon name={exit} />
          <span class="unseen">{t(`exit.${exit}`)}</span>
        </span>
        <span class="row-subject" lang={lang}>
          {subject || t("queue.no_subject")}
        </span>
        <Waiting escalation={escalation} />
        <span class="row-meta">
          <span>{teamName(team)}</span>
          <span class="lang">{lang}</span>
          {escalation.contact.name && <span>{escalation.contact.name}</span>}
          {status !== "waiting" && <Holder escalation={escalation} />}
          {hasDraft(id) && <span class="badge warn">{t("queue.draft")}</span>}
        </span>
      </a>
    </li>
  );
}

function Holder({ escalation }: { escalation: Escalation }) {
  const mine = escalation.adviser_id === me.value;
  if (!mine && !escalation.adviser_name) return null;
  return (
    <span class="row-holder">
      <Icon name="person" size={13} />
      <span class="unseen">{t("queue.held_by")}</span>
      {mine ? t("queue.you") : escalation.adviser_name}
    </span>
  );
}
