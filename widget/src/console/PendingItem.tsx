// What was sent and is not yet kept by the engine, or was refused.
import { t } from "../staff/i18n.ts";
import { discard, type Outgoing, retry } from "./outbox.ts";

export function PendingItem({ outgoing }: { outgoing: Outgoing }) {
  const { id, as, text, refused } = outgoing;
  return (
    <li class={as === "notes" ? "note pending" : "turn ours pending"}>
      <div class={as === "notes" ? "" : "bubble"}>
        <p class="as-written">{text}</p>
      </div>
      {refused ? (
        <p class="why refused" role="alert">
          <span>{refused}</span>
          <button type="button" class="button small" onClick={() => void retry(id)}>
            {t("common.retry")}
          </button>
          <button type="button" class="button small plain" onClick={() => discard(id)}>
            {t("outbox.discard")}
          </button>
        </p>
      ) : (
        <p class="why">{t("outbox.sending")}</p>
      )}
    </li>
  );
}
