// Whether more or fewer ask than a month before: four known weeks beside the four before them. Pure.
import type { Need } from "../staff/wire.ts";

export type Trend = "rising" | "stable" | "falling";

export interface Pulse {
  /** Requests of the last eight known weeks, oldest first. */
  counts: number[];
  before: number;
  recent: number;
  trend: Trend;
}

export interface Span {
  first: number;
  last: number;
}

const DAY_MS = 86_400_000;
/** The first day of 1970 was a Thursday. */
const MONDAY_MS = -3 * DAY_MS;
const MONTH = 4;
/** Fewer say nothing: even all of them in one month may be chance. */
const FEWEST = 3;
/** Of Poisson counts that have the same mean, one pair in ten differs by more than so many times their deviation. */
const CHANCE = 1.645;

/** The number of a week, from its Monday. */
export function weekNumber(monday: string): number {
  return Math.round((Date.parse(`${monday}T00:00:00Z`) - MONDAY_MS) / (7 * DAY_MS));
}

export function mondayOf(week: number): string {
  return new Date(week * 7 * DAY_MS + MONDAY_MS).toISOString().slice(0, 10);
}

/** The first and the last week in which anything is known to have been asked. */
export function spanOf(needs: Need[]): Span | null {
  const [first, last] = needs.reduce(
    ([low, high], { weeks }) =>
      weeks.reduce<[string, string]>(([a, b], [week]) => [week < a ? week : a, week > b ? week : b], [low, high]),
    ["9999", ""],
  );
  return last ? { first: weekNumber(first), last: weekNumber(last) } : null;
}

/** How often a need was asked lately; nothing where dates are unknown or too few. */
export function pulse({ weeks }: Need, span: Span | null): Pulse | null {
  if (!span || span.last - span.first < 2 * MONTH - 1) return null;
  const counts = new Array<number>(2 * MONTH).fill(0);
  for (const [monday, asked] of weeks) {
    const place = weekNumber(monday) - span.last + counts.length - 1;
    if (place >= 0) counts[place] = (counts[place] ?? 0) + asked;
  }
  const before = sum(counts.slice(0, MONTH));
  const recent = sum(counts.slice(MONTH));
  return before + recent >= FEWEST ? { counts, before, recent, trend: trendOf(before, recent) } : null;
}

function trendOf(before: number, recent: number): Trend {
  if (Math.abs(recent - before) <= CHANCE * Math.sqrt(recent + before)) return "stable";
  return recent > before ? "rising" : "falling";
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
