// The publication that would change what visitors are answered, and the person who decides.
import { signal } from "@preact/signals";
import type { Previewed } from "../staff/wire.ts";

export type Verb = "publish" | "retire" | "rollback";

export interface Warned {
  verb: Verb;
  found: Previewed;
  decide: (accepted: boolean) => void;
}

/** What waits for a decision; null while nothing does. */
export const warned = signal<Warned | null>(null);

/** Whether to go on: at once when the preview does not warn, as the person decides when it does. */
export function accepted(verb: Verb, found: Previewed): Promise<boolean> {
  if (!found.warns) return Promise.resolve(true);
  return new Promise((resolve) => {
    warned.value = {
      verb,
      found,
      decide(decision) {
        warned.value = null;
        resolve(decision);
      },
    };
  });
}
