// The state of the live connection, in the bar.
import { t } from "../staff/i18n.ts";
import { link } from "./live.ts";

const TONES = { live: "good", connecting: "", lost: "warn" };

export function LinkBadge() {
  return (
    <span class={`badge link ${TONES[link.value]}`}>
      <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true">
        <circle cx="4" cy="4" r="4" fill="currentColor" />
      </svg>
      {t(`link.${link.value}`)}
    </span>
  );
}
