// Says that the customer is writing, for a few seconds after each sign of it.
import { t } from "../staff/i18n.ts";
import { now } from "./clock.ts";
import { typedAt } from "./opened.ts";

const LASTS_MS = 5_000;

export function VisitorTyping() {
  const writing = now.value - typedAt.value < LASTS_MS;
  return (
    <p class="typing" aria-live="polite">
      {writing && (
        <>
          <svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true">
            <circle cx="4" cy="4" r="3" />
            <circle cx="12" cy="4" r="3" />
            <circle cx="20" cy="4" r="3" />
          </svg>
          {t("conversation.typing")}
        </>
      )}
    </p>
  );
}
