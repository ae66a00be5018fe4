// How to reach the customer.
import { t } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { Fact } from "./Fact.tsx";

export function ContactCard({ escalation }: { escalation: Escalation }) {
  const { name, email, phone } = escalation.contact;
  return (
    <section aria-labelledby="contact-title">
      <h3 id="contact-title">{t("context.contact")}</h3>
      {!name && !email && !phone && <p class="hint">{t("context.no_contact")}</p>}
      <dl class="facts">
        {name && <Fact name={t("context.name")}>{name}</Fact>}
        {email && (
          <Fact name={t("context.email")}>
            <a href={`mailto:${email}`}>{email}</a>
          </Fact>
        )}
        {phone && (
          <Fact name={t("context.phone")}>
            <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>
          </Fact>
        )}
      </dl>
    </section>
  );
}
