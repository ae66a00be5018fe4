// Where each need is drawn: circles as large as it is asked, packed by theme into a frame. Pure.
import type { Need } from "../staff/wire.ts";
import type { Theme } from "./needsShown.ts";
import { around, type Circle, packed } from "./packing.ts";

export interface Spot extends Circle {
  need: Need;
  /** Its name as far as the circle holds it; none where it is too small. */
  lines: string[];
}

export interface Patch extends Circle {
  name: string;
  needs: Need[];
  spots: Spot[];
}

export interface Frame {
  width: number;
  height: number;
}

const GAP = 1.07;
const MARGIN = 1.12;
const LETTER_PX = 6.4;
export const LINE_PX = 14;
const NAMED_FROM_PX = 27;

/** Pack the needs of each theme, then the themes, and fit them into the frame, in px. */
export function mapped(themes: Theme[], { width, height }: Frame): Patch[] {
  const heaps = themes.map(heap).sort((a, b) => b.r - a.r);
  const places = packed(
    heaps.map(({ r }) => r),
    width / height,
  );
  if (!places.length) return [];
  const left = Math.min(...places.map(({ x, r }) => x - r));
  const top = Math.min(...places.map(({ y, r }) => y - r));
  const wide = Math.max(...places.map(({ x, r }) => x + r)) - left;
  const high = Math.max(...places.map(({ y, r }) => y + r)) - top;
  const scale = Math.min(width / wide, height / high);
  const right = (width - wide * scale) / 2 - left * scale;
  const down = (height - high * scale) / 2 - top * scale;
  return heaps.map((each, at) => placed(each, places[at] ?? each, scale, { x: right, y: down }));
}

/** The nearest spot in the direction of an arrow key, if any: straight on counts more than aside. */
export function towards(key: string, from: Circle, spots: Spot[]): Spot | null {
  const [dx, dy] = STEPS[key] ?? [0, 0];
  let best: Spot | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const along = (spot.x - from.x) * dx + (spot.y - from.y) * dy;
    const aside = Math.abs((spot.x - from.x) * dy) + Math.abs((spot.y - from.y) * dx);
    const far = along + 2 * aside;
    if (along > 1 && far < least) [best, least] = [spot, far];
  }
  return best;
}

const STEPS: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

function heap({ name, needs }: Theme): Patch {
  const sorted = [...needs].sort((a, b) => b.volume - a.volume || (a.id < b.id ? -1 : 1));
  const circles = packed(sorted.map(({ volume }) => Math.sqrt(volume) * GAP));
  const { x, y, r } = around(circles);
  const spots = circles.map((circle, at) => ({
    x: circle.x - x,
    y: circle.y - y,
    r: circle.r / GAP,
    need: sorted[at] as Need,
    lines: [],
  }));
  return { name, needs, x: 0, y: 0, r: r * MARGIN + 0.4, spots };
}

function placed(patch: Patch, at: Circle, scale: number, from: { x: number; y: number }): Patch {
  const x = at.x * scale + from.x;
  const y = at.y * scale + from.y;
  const spots = patch.spots.map((spot) => {
    const r = spot.r * scale;
    return { ...spot, x: x + spot.x * scale, y: y + spot.y * scale, r, lines: lines(spot.need.name, r) };
  });
  return { ...patch, x, y, r: patch.r * scale, spots };
}

/** Break a name into the lines that a circle holds, the last one cut short where it must be. */
function lines(name: string, r: number): string[] {
  if (r < NAMED_FROM_PX) return [];
  const most = Math.max(1, Math.floor((1.5 * r) / LINE_PX));
  // French signs that stand after a space never start a line.
  const words = name.split(/ (?![?!:;»])/);
  const told: string[] = [];
  while (words.length && told.length < most) {
    const height = Math.abs(told.length - (most - 1) / 2) * LINE_PX + LINE_PX / 2;
    const letters = Math.floor((2 * Math.sqrt(Math.max(0, r * r - height * height)) - 8) / LETTER_PX);
    let line = words.shift() ?? "";
    while (words[0] && line.length + words[0].length < letters) line += ` ${words.shift()}`;
    if (words.length && told.length === most - 1) line = `${line.slice(0, letters - 1)}…`;
    told.push(line.length > letters ? `${line.slice(0, Math.max(1, letters - 1))}…` : line);
  }
  return told;
}
