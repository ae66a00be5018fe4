// What was promised beside what visitors live through, for the days that are looked at.
import { signal } from "@preact/signals";
import { get, sentence } from "../staff/api.ts";
import type { Promised } from "../staff/wire.ts";

export const PERIODS = ["7", "30", "90", "365"] as const;
export type Period = (typeof PERIODS)[number];

export const period = signal<Period>("30");
export const promised = signal<Promised | null>(null);
export const problem = signal("");

export async function load(): Promise<void> {
  const days = period.value;
  try {
    const read = await get<Promised>("/promise", { days });
    // Another period may have been chosen meanwhile.
    if (days !== period.value) return;
    promised.value = read;
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}
