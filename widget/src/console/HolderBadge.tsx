// Who has the conversation now, in words.
import { wait } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { now } from "./clock.ts";
import { me } from "./escalations.ts";
import { waited } from "./queue.ts";

export function HolderBadge({ escalation }: { escalation: Escalation }) {
  const { status, adviser_id, adviser_name } = escalation;
  if (status === "closed") return <span class="badge">{t("holder.closed")}</span>;
  if (status === "waiting") {
    return (
      <span class="badge warn" aria-live="off">
        {t("holder.waiting", { wait: wait(waited(escalation, now.value)) })}
      </span>
    );
  }
  if (adviser_id === me.value) return <span class="badge good">{t("holder.mine")}</span>;
  return <span class="badge info">{t("holder.other", { name: adviser_name })}</span>;
}
