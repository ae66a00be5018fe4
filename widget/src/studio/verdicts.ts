// How verdicts look, and where the shares of votes are drawn.
import type { CoverageVerdict, Lived, VoteVerdict } from "../staff/wire.ts";

export type Tone = "good" | "warn" | "bad" | "";

export const VOTES: Record<VoteVerdict, Tone> = { kept: "good", broken: "bad", open: "" };
export const COVERAGE: Record<CoverageVerdict, Tone> = {
  "as-tried": "good",
  "less-than-tried": "warn",
  "more-than-tried": "good",
  open: "",
};

export interface Drawn {
  /** The share at the right end. */
  end: number;
  low: number;
  high: number;
  share: number;
  limit: number;
}

/** Where to draw, from 0 to 1: all of the true share, and the promise never at the edge. */
export function drawn({ between: [low, high], unhelpful }: Lived, limit: number): Drawn {
  const end = Math.min(1, Math.ceil(20 * Math.max(high, 2 * limit)) / 20);
  return { end, low: low / end, high: high / end, share: (unhelpful ?? 0) / end, limit: limit / end };
}
