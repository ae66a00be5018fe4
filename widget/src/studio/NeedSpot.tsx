// One need as a circle: a button with its name, its volume, whether it is answered and how it goes.
import { typeset } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import type { Need } from "../staff/wire.ts";
import { current, picked } from "./correcting.ts";
import { LINE_PX, type Spot } from "./mapping.ts";
import { standing } from "./need.ts";
import { pulses } from "./needs.ts";
import { themeOf } from "./needsShown.ts";
import { route } from "./route.ts";

interface Props {
  spot: Spot;
  reachable: boolean;
  onPoint: (on: boolean) => void;
  onOpen: () => void;
}

export function NeedSpot({ spot: { need, x, y, r, lines }, reachable, onPoint, onOpen }: Props) {
  // Above its name, where it has one.
  const tick = lines.length ? y - (lines.length / 2) * LINE_PX - 10 : y;
  const rises = pulses.value.get(need.id)?.trend === "rising";
  const ring = need.emerging ? "emerging" : rises ? "rising" : "";
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML buttons do not live inside SVG.
    <g
      role="button"
      class={`spot ${standing(need)}`}
      tabIndex={reachable ? 0 : -1}
      data-row={need.id}
      aria-label={spotLabel(need)}
      aria-pressed={picked.value.has(need.id)}
      aria-current={route.value.id === need.id ? "true" : undefined}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onOpen();
      }}
      onPointerEnter={() => onPoint(true)}
      onFocus={() => {
        current.value = need.id;
        onPoint(true);
      }}
      onBlur={() => onPoint(false)}
    >
      <circle class="disc" cx={x} cy={y} r={r} />
      {ring && <circle class={`halo ${ring}`} cx={x} cy={y} r={Math.max(2, r - 2.5)} />}
      {picked.value.has(need.id) && <path class="tick" d={`M${x - 5} ${tick}l4 4 7-8`} />}
    </g>
  );
}

/** Everything a circle shows, in words. */
export function spotLabel(need: Need): string {
  const trend = pulses.value.get(need.id)?.trend;
  return [
    typeset(need.name),
    themeOf(need),
    tn("needs.requests", need.volume),
    t(`needs.is_${standing(need)}`),
    need.emerging ? t("needs.emerging") : "",
    trend ? t(`needs.${trend}`) : "",
  ]
    .filter(Boolean)
    .join(", ");
}
