// The questions asked again before a publication, and how far that is.
import { signal } from "@preact/signals";
import { follow } from "../staff/api.ts";
import type { Previewed } from "../staff/wire.ts";

/** The share of the questions that was asked again; null while none are. */
export const checking = signal<number | null>(null);

/** Ask what a publication would change, and show how far that is. */
export async function preview(path: string, body: object): Promise<Previewed> {
  checking.value = 0;
  try {
    return await follow<Previewed>(path, body, (done) => {
      checking.value = done;
    });
  } finally {
    checking.value = null;
  }
}
