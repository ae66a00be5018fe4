// The share of negative votes, between which shares the true one is, and the promise, on one line.
import { percent } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import type { Lived } from "../staff/wire.ts";
import { drawn, VOTES } from "./verdicts.ts";

const at = (share: number) => `${100 * share}%`;

export function Spread({ lived, limit }: { lived: Lived; limit: number }) {
  const place = drawn(lived, limit);
  return (
    <figure class={`spread ${VOTES[lived.verdict]}`} aria-hidden="true">
      <svg width="100%" height="20" aria-hidden="true">
        <rect class="track" y="6" width="100%" height="8" rx="4" />
        <rect class="between" x={at(place.low)} y="6" width={at(place.high - place.low)} height="8" rx="4" />
        <rect class="limit" x={at(place.limit)} width="2" height="20" />
        <circle class="share" cx={at(place.share)} cy="10" r="5" />
      </svg>
      <p class="spread-ends">
        <span>{percent(0)}</span>
        <span>{percent(place.end)}</span>
      </p>
      <ul class="spread-legend list">
        <li class="share">{t("promise.legend_share")}</li>
        <li class="between">{t("promise.legend_between")}</li>
        <li class="limit">{t("promise.legend_limit", { limit: percent(limit) })}</li>
      </ul>
    </figure>
  );
}
