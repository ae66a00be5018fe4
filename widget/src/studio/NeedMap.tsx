// A picture of the needs: a circle each, as large as it is asked, beside those of its theme. Arrow keys walk them.
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { typeset } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import { current } from "./correcting.ts";
import { MapLegend } from "./MapLegend.tsx";
import { LINE_PX, mapped, type Patch, type Spot, towards } from "./mapping.ts";
import { NeedSpot, spotLabel } from "./NeedSpot.tsx";
import { needAddress } from "./needOpened.ts";
import { shown, type Theme, themes } from "./needsShown.ts";
import { go } from "./route.ts";
import { useWidth } from "./useWidth.ts";

const MOST = 600;
const TITLE_PX = 7;

export function NeedMap() {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const pointed = useSignal<Spot | null>(null);
  const height = Math.round(Math.min(680, Math.max(360, width * 0.85)));
  const drawn = useMemo(() => largest(themes.value), [themes.value]);
  const patches = useMemo(() => (width ? mapped(drawn, { width, height }) : []), [drawn, width, height]);
  const spots = patches.flatMap((patch) => patch.spots);
  const reachable = spots.some(({ need }) => need.id === current.value) ? current.value : spots[0]?.need.id;
  const walk = (event: KeyboardEvent) => {
    const here = spots.find(({ need }) => need.id === current.value) ?? spots[0];
    const next = here && towards(event.key, here, spots);
    if (!event.key.startsWith("Arrow") || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (next) focusSpot(box.current, next.need.id);
  };
  return (
    <figure class="need-map">
      <MapLegend />
      {shown.value.length > MOST && <p class="hint">{tn("needs.map_most", MOST)}</p>}
      <div
        id="need-map"
        class="map-box"
        role="none"
        ref={box}
        onKeyDown={walk}
        onPointerLeave={() => {
          pointed.value = null;
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws nothing. */}
        <svg width={width} height={height} role="group" aria-label={t("needs.map")}>
          {patches.map((patch) => (
            <g key={patch.name}>
              <circle class="patch" cx={patch.x} cy={patch.y} r={patch.r} />
              {patch.spots.map((spot) => (
                <NeedSpot
                  key={spot.need.id}
                  spot={spot}
                  reachable={spot.need.id === reachable}
                  onPoint={(on) => {
                    if (on) pointed.value = spot;
                    else if (pointed.value?.need.id === spot.need.id) pointed.value = null;
                  }}
                  onOpen={() => go(needAddress(spot.need.id))}
                />
              ))}
            </g>
          ))}
        </svg>
        <svg class="map-names" width={width} height={height} aria-hidden="true">
          {spots.map((spot) => (
            <SpotName key={spot.need.id} spot={spot} />
          ))}
          {patches.map((patch) => (
            <PatchTitle key={patch.name} patch={patch} />
          ))}
        </svg>
        {pointed.value && <Tip spot={pointed.value} width={width} />}
      </div>
    </figure>
  );
}

function SpotName({ spot: { need, x, y, lines } }: { spot: Spot }) {
  if (!lines.length) return null;
  return (
    <text class="spot-name" y={y - ((lines.length - 1) / 2) * LINE_PX} lang={need.lang}>
      {lines.map((line, at) => (
        <tspan key={line} x={x} dy={at ? LINE_PX : 0}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function PatchTitle({ patch: { name, x, y, r } }: { patch: Patch }) {
  const words = typeset(name) || t("needs.no_theme");
  const most = Math.floor((2 * r) / TITLE_PX);
  if (most < 9) return null;
  return (
    <text class="patch-title" x={x} y={Math.max(12, y - r + 5)}>
      {words.length > most ? `${words.slice(0, most - 1)}…` : words}
    </text>
  );
}

/** What a circle says, above it, for those who point at it or walk on it. */
function Tip({ spot, width }: { spot: Spot; width: number }) {
  const left = Math.min(Math.max(spot.x, 130), Math.max(130, width - 130));
  return (
    <div class="map-tip" aria-hidden="true" style={{ left: `${left}px`, top: `${spot.y - spot.r - 6}px` }}>
      {spotLabel(spot.need)}
    </div>
  );
}

/** The largest needs, where there are more than a picture can hold. */
function largest(found: Theme[]): Theme[] {
  const all = found.flatMap(({ needs }) => needs);
  if (all.length <= MOST) return found;
  const kept = new Set([...all].sort((a, b) => b.volume - a.volume).slice(0, MOST));
  const cut = found.map(({ name, needs }) => ({ name, needs: needs.filter((need) => kept.has(need)) }));
  return cut.filter(({ needs }) => needs.length);
}

function focusSpot(box: HTMLElement | null, id: string): void {
  const spots = box?.querySelectorAll<SVGGElement>("[data-row]") ?? [];
  [...spots].find((spot) => spot.dataset.row === id)?.focus();
}
