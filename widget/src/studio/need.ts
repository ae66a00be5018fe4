// A need: whether it has an answer, and which of several goes on. Pure.
import type { Need } from "../staff/wire.ts";

/** Whether a published entry answers it, an entry is being written, or nobody wrote one. */
export type Standing = "answered" | "draft" | "none";

export const STANDINGS: Standing[] = ["answered", "draft", "none"];

export function answered(need: Need): boolean {
  return standing(need) === "answered";
}

export function standing({ entry_id, entry_status }: Need): Standing {
  if (!entry_id || entry_status === "retired") return "none";
  return entry_status === "published" || entry_status === "modified" ? "answered" : "draft";
}

export function volumeOf(needs: Need[]): number {
  return needs.reduce((sum, { volume }) => sum + volume, 0);
}

/** The share of what is asked that a published entry answers, from 0 to 1. */
export function share(needs: Need[]): number {
  const volume = volumeOf(needs);
  return volume ? volumeOf(needs.filter(answered)) / volume : 0;
}

/** The need that goes on when these are made one: the one that is answered, else the largest. */
export function survivor(needs: Need[]): Need | undefined {
  return [...needs].sort(
    (a, b) => Number(answered(b)) - Number(answered(a)) || b.volume - a.volume || (a.id < b.id ? -1 : 1),
  )[0];
}
