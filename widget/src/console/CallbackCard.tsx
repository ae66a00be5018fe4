// Whom to call and when, large enough to read while dialling.
import { full } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { now } from "./clock.ts";
import { patience } from "./patience.ts";

export function CallbackCard({ escalation }: { escalation: Escalation }) {
  const { contact, callback_at } = escalation;
  const late = patience(escalation, now.value) === "bad";
  return (
    <section class="callback" aria-labelledby="callback-title">
      <h3 id="callback-title">{t("context.callback")}</h3>
      {contact.phone && (
        <a class="callback-number" href={`tel:${contact.phone.replace(/[^+\d]/g, "")}`}>
          <Icon name="callback" size={20} />
          {contact.phone}
        </a>
      )}
      {callback_at && (
        <p class="callback-time">
          <time dateTime={callback_at}>{full(callback_at)}</time>
          {late && <span class="badge bad">{t("context.late")}</span>}
        </p>
      )}
    </section>
  );
}
