// The time of this page, one beat a second, for the waits that tick.
import { signal } from "@preact/signals";

const BEAT_MS = 1_000;

export const now = signal(Date.now());

export function startClock(): () => void {
  const beat = setInterval(() => {
    now.value = Date.now();
  }, BEAT_MS);
  return () => clearInterval(beat);
}
