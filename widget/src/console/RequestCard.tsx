// The request: why it came to a human, by which exit, from which page.
import { languageTitle, moment } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Detail, Escalation } from "../staff/wire.ts";
import { Fact } from "./Fact.tsx";
import { teamName } from "./teams.ts";

export function RequestCard({ shown, escalation }: { shown: Detail; escalation: Escalation }) {
  const { reason, exit, team, lang, created_at, claimed_at, closed_at } = escalation;
  return (
    <section aria-labelledby="request-title">
      <h3 id="request-title">{t("context.request")}</h3>
      {reason && <p class="reason">{reason}</p>}
      <dl class="facts">
        <Fact name={t("context.exit")}>
          <span class="with-icon">
            <Icon name={exit} size={15} />
            {t(`exit.${exit}`)}
          </span>
        </Fact>
        <Fact name={t("context.team")}>{teamName(team)}</Fact>
        <Fact name={t("context.lang")}>{languageTitle(lang)}</Fact>
        {shown.conversation.page && (
          <Fact name={t("context.page")}>
            <Page address={shown.conversation.page} />
          </Fact>
        )}
        {shown.named.map(({ kind, value }) => (
          <Fact key={kind + value} name={t(`named.${kind}`)}>
            {value}
          </Fact>
        ))}
        <Fact name={t("context.asked_at")}>{moment(created_at)}</Fact>
        {claimed_at && <Fact name={t("context.claimed_at")}>{moment(claimed_at)}</Fact>}
        {closed_at && <Fact name={t("context.closed_at")}>{moment(closed_at)}</Fact>}
        <Fact name={t("context.owner")}>{t(`owner.${shown.conversation.owner}`)}</Fact>
      </dl>
    </section>
  );
}

/** The page the customer was on; only a web address becomes a link. */
function Page({ address }: { address: string }) {
  if (!/^https?:\/\//.test(address)) return <>{address}</>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {address.replace(/^https?:\/\//, "")}
    </a>
  );
}
