// What the looks of the circles mean.
import { t } from "../staff/i18n.ts";
import { STANDINGS } from "./need.ts";

export function MapLegend() {
  return (
    <figcaption class="map-legend">
      <span>{t("needs.map_area")}</span>
      {STANDINGS.map((each) => (
        <span key={each}>
          <svg class={`spot ${each}`} width={16} height={16} aria-hidden="true">
            <circle class="disc" cx={8} cy={8} r={7} />
          </svg>
          {t(`needs.is_${each}`)}
        </span>
      ))}
      {(["rising", "emerging"] as const).map((each) => (
        <span key={each}>
          <svg width={16} height={16} aria-hidden="true">
            <circle class={`halo ${each}`} cx={8} cy={8} r={6} />
          </svg>
          {t(`needs.${each}`)}
        </span>
      ))}
    </figcaption>
  );
}
