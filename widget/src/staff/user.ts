// Who is signed in on this page, and whether the session ended under their hands.
import { signal } from "@preact/signals";
import type { User } from "./wire.ts";

/** `undefined` until the engine was asked. */
export const user = signal<User | null | undefined>(undefined);
export const expired = signal(false);

const ADVISES = ["adviser", "supervisor", "admin"];
const CURATES = ["curator", "supervisor", "admin"];

export function advises(who: User): boolean {
  return ADVISES.includes(who.role);
}

export function curates(who: User): boolean {
  return CURATES.includes(who.role);
}
