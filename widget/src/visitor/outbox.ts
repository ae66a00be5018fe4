// The frames the engine has not acknowledged yet: kept across reloads, sent again until they are.
import { signal } from "@preact/signals";
import { keep, read } from "./kept";
import type { Frame } from "./wire";

export interface Sent {
  frame: Frame;
  at: string;
  // The engine has it; only a judgement stays, to show what was judged.
  acked?: boolean;
  // The engine refused it, with this sentence.
  refused?: string;
}

export class Outbox {
  readonly sent = signal<Sent[]>(read<Sent[]>("outbox") ?? []);

  get waiting(): Frame[] {
    return this.sent.value.filter(isWaiting).map(({ frame }) => frame);
  }

  add(frame: Frame): void {
    this.#write([
      ...this.sent.value.filter(({ refused }) => refused === undefined),
      { frame, at: new Date().toISOString() },
    ]);
  }

  acknowledge(id: string): void {
    const kept = this.sent.value.filter(({ frame }) => frame.id !== id || frame.type === "feedback");
    this.#write(kept.map((sent) => (sent.frame.id === id ? { ...sent, acked: true } : sent)));
  }

  // A refusal without an id is that of the first frame sent.
  refuse(id: string | null, refused: string): void {
    const refusedId = id ?? this.waiting[0]?.id;
    this.#write(this.sent.value.map((sent) => (sent.frame.id === refusedId ? { ...sent, refused } : sent)));
  }

  // Drop what the events already show.
  settle(ids: Set<string>): void {
    const left = this.sent.value.filter(({ frame }) => !ids.has(frame.id));
    if (left.length !== this.sent.value.length) this.#write(left);
  }

  drop(id: string): void {
    this.#write(this.sent.value.filter(({ frame }) => frame.id !== id));
  }

  // Only what the visitor wrote makes sense in another conversation.
  moveToNewConversation(): void {
    this.#write(this.sent.value.filter((sent) => isWaiting(sent) && sent.frame.type === "message"));
  }

  clear(): void {
    this.#write([]);
  }

  #write(sent: Sent[]): void {
    this.sent.value = sent;
    keep("outbox", sent.filter(isWaiting));
  }
}

function isWaiting(sent: Sent): boolean {
  return !sent.acked && sent.refused === undefined;
}
