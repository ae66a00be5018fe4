// Circles side by side without a gap or an overlap: each touches two of the front around those placed before it,
// as near to the middle as can be (Wang et al., Visualization of large hierarchical data by circle packing, 2006). Pure.
export interface Circle {
  x: number;
  y: number;
  r: number;
}

interface Link extends Circle {
  next: Link;
  before: Link;
}

const NEARLY = 1e-6;

/** Place circles of these radii, in this order, around the origin; `wide` stretches the heap that many times. */
export function packed(radii: number[], wide = 1): Circle[] {
  const placed: Circle[] = [];
  for (const r of radii.slice(0, 2)) placed.push({ x: placed[0] ? placed[0].r + r : 0, y: 0, r });
  const [first, second] = placed;
  if (!first || !second || radii.length < 3) return placed;
  const third = tangent(second, first, radii[2] ?? 0);
  placed.push(third);
  let a = ring([first, second, third]);
  for (const r of radii.slice(3)) {
    a = nearest(add(a, r, placed), wide);
  }
  return placed;
}

/** The circle around circles, a little larger than it must be. */
export function around(circles: Circle[]): Circle {
  const middle = { x: 0, y: 0 };
  let r = 0;
  for (let step = 1; step <= 200; step += 1) {
    const far = farthest(circles, middle);
    r = reach(far, middle);
    const length = Math.hypot(far.x - middle.x, far.y - middle.y);
    const towards = length ? Math.min(1, r / length / (step + 1)) : 0;
    middle.x += (far.x - middle.x) * towards;
    middle.y += (far.y - middle.y) * towards;
  }
  return { ...middle, r: reach(farthest(circles, middle), middle) };
}

/** Put one more circle on the front between `a` and the next, or where it fits after closing the front. */
function add(start: Link, r: number, placed: Circle[]): Link {
  let a = start;
  let b = a.next;
  for (;;) {
    const circle = tangent(a, b, r);
    const met = obstacle(a, b, circle);
    if (!met) {
      placed.push(circle);
      const link = { ...circle, next: b, before: a };
      a.next = link;
      b.before = link;
      return link;
    }
    if (met.ahead) b = met.link;
    else a = met.link;
    a.next = b;
    b.before = a;
  }
}

/** The first link of the front, walked both ways, that a circle would overlap. */
function obstacle(a: Link, b: Link, circle: Circle): { link: Link; ahead: boolean } | null {
  let ahead = b.next;
  let behind = a.before;
  let walkedAhead = b.r;
  let walkedBehind = a.r;
  do {
    if (walkedAhead <= walkedBehind) {
      if (overlap(ahead, circle)) return { link: ahead, ahead: true };
      walkedAhead += ahead.r;
      ahead = ahead.next;
    } else {
      if (overlap(behind, circle)) return { link: behind, ahead: false };
      walkedBehind += behind.r;
      behind = behind.before;
    }
  } while (ahead !== behind.next);
  return null;
}

/** The link of the front after which a circle would lie nearest to the middle. */
function nearest(start: Link, wide: number): Link {
  let best = start;
  for (let link = start.next; link !== start; link = link.next) {
    if (distance(link, wide) < distance(best, wide)) best = link;
  }
  return best;
}

function distance(link: Link, wide: number): number {
  const { next } = link;
  const total = link.r + next.r;
  const x = (link.x * next.r + next.x * link.r) / total / wide;
  const y = (link.y * next.r + next.y * link.r) / total;
  return x * x + y * y;
}

/** A circle that touches two others, on the outer side of a front that turns from `a` to `b`. */
function tangent(a: Circle, b: Circle, r: number): Circle {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const d = Math.hypot(dx, dy);
  const fromA = a.r + r;
  const fromB = b.r + r;
  const along = (d * d + fromA * fromA - fromB * fromB) / (2 * d);
  const aside = Math.sqrt(Math.max(0, fromA * fromA - along * along));
  return { x: a.x + (along * dx + aside * dy) / d, y: a.y + (along * dy - aside * dx) / d, r };
}

function overlap(one: Circle, other: Circle): boolean {
  const apart = one.r + other.r - NEARLY;
  return apart > 0 && apart * apart > (one.x - other.x) ** 2 + (one.y - other.y) ** 2;
}

function ring(circles: [Circle, Circle, Circle]): Link {
  const [a, b, c] = circles.map((circle) => ({ ...circle })) as [Link, Link, Link];
  a.next = b;
  b.next = c;
  c.next = a;
  a.before = c;
  b.before = a;
  c.before = b;
  return a;
}

function farthest(circles: Circle[], from: { x: number; y: number }): Circle {
  return circles.reduce((far, each) => (reach(each, from) > reach(far, from) ? each : far));
}

function reach({ x, y, r }: Circle, from: { x: number; y: number }): number {
  return Math.hypot(x - from.x, y - from.y) + r;
}
