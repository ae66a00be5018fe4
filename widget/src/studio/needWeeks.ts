// How much of each theme was asked week by week, stacked. Pure.
import { volumeOf } from "./need.ts";
import type { Theme } from "./needsShown.ts";
import { mondayOf, spanOf, weekNumber } from "./trend.ts";

export interface Weeks {
  /** The largest themes; what is asked beside them is the last count of each week. */
  names: string[];
  weeks: { monday: string; counts: number[]; total: number }[];
  most: number;
}

const THEMES = 8;
const SHOWN = 53;

/** Count the last 53 known weeks; null where no date is known. */
export function weekly(themes: Theme[]): Weeks | null {
  const span = spanOf(themes.flatMap(({ needs }) => needs));
  if (!span) return null;
  const named = themes.filter(({ name }) => name).sort((a, b) => volumeOf(b.needs) - volumeOf(a.needs));
  const largest = named.slice(0, THEMES);
  const first = Math.max(span.first, span.last - SHOWN + 1);
  const counts = Array.from({ length: span.last - first + 1 }, () => new Array<number>(largest.length + 1).fill(0));
  for (const each of themes) {
    const place = largest.indexOf(each);
    count(each, counts, first, place < 0 ? largest.length : place);
  }
  const weeks = counts.map((asked, at) => ({
    monday: mondayOf(first + at),
    counts: asked,
    total: asked.reduce((sum, one) => sum + one, 0),
  }));
  return { names: largest.map(({ name }) => name), weeks, most: Math.max(...weeks.map(({ total }) => total)) };
}

/** Round numbers from 0 to beyond a count, five at most. */
export function steps(most: number): number[] {
  const step = [1, 2, 5].flatMap((one) => [one, one * 10, one * 100, one * 1_000, one * 10_000]).sort((a, b) => a - b);
  const size = step.find((one) => one * 4 >= most) ?? most;
  return Array.from({ length: Math.ceil(most / size) + 1 }, (_, at) => at * size);
}

function count({ needs }: Theme, counts: number[][], first: number, place: number): void {
  for (const [monday, asked] of needs.flatMap(({ weeks }) => weeks)) {
    const week = counts[weekNumber(monday) - first];
    if (week) week[place] = (week[place] ?? 0) + asked;
  }
}
