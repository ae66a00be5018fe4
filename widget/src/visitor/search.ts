// Questions already answered that look like what is being typed; only the last typing counts.
import { signal } from "@preact/signals";
import type { Found, Rest } from "./rest";

const PAUSE = 150;
const FEWEST = 3;
const MOST = 4;

export class Search {
  readonly found = signal<Found[]>([]);
  // The row that the arrows stand on, -1 for none.
  readonly at = signal(-1);
  #timer = 0;
  #asked: AbortController | undefined;

  constructor(readonly rest: Rest) {}

  typed(text: string): void {
    this.stop();
    if (text.trim().length < FEWEST) this.#show([]);
    else this.#timer = setTimeout(() => void this.#ask(text.trim()), PAUSE);
  }

  move(step: number): void {
    const rows = this.found.value.length + 1;
    this.at.value = ((this.at.value + 1 + step + rows) % rows) - 1;
  }

  clear(): void {
    this.stop();
    this.#show([]);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  async #ask(text: string): Promise<void> {
    const asked = new AbortController();
    this.#asked = asked;
    const found = await this.rest.search(text, asked.signal).catch(() => []);
    if (!asked.signal.aborted) this.#show(found.slice(0, MOST));
  }

  #show(found: Found[]): void {
    this.found.value = found;
    this.at.value = -1;
  }
}
