// The events of the conversation, each once, in order, and what can still be done with the last ones.
import { computed, signal } from "@preact/signals";
import type { ChatEvent, EventOf, Kind, Owner } from "./wire";

const OFFER_ENDS: Kind[] = ["offer", "escalated", "joined"];
const CHOICE_ENDS: Kind[] = ["clarify", "ask", "choice", "press", "message", "escalated", "joined"];
const RATING_ENDS: Kind[] = ["closed", "rating", "message"];

export class Journal {
  readonly events = signal<ChatEvent[]>([]);
  readonly owner = signal<Owner>("agent");

  // The number of the last event of these kinds: an offer, a choice or a closing of this number can still be acted on.
  readonly openOffer = computed(() => last(this.events.value, OFFER_ENDS));
  readonly openChoice = computed(() => last(this.events.value, CHOICE_ENDS));
  readonly toRate = computed(() => last(this.events.value, RATING_ENDS));
  readonly adviser = computed(() => this.of("joined").at(-1)?.payload.name ?? "");

  get last(): number {
    return this.events.value.at(-1)?.seq ?? 0;
  }

  get ids(): Set<string> {
    return new Set(this.events.value.flatMap(({ message_id }) => message_id ?? []));
  }

  of<K extends Kind>(kind: K): EventOf<K>[] {
    return this.events.value.filter((event): event is EventOf<K> & ChatEvent => event.kind === kind);
  }

  add(events: ChatEvent[], owner?: Owner): void {
    const known = new Set(this.events.value.map(({ seq }) => seq));
    const fresh = events.filter(({ seq }) => !known.has(seq));
    if (fresh.length) this.events.value = [...this.events.value, ...fresh].sort((a, b) => a.seq - b.seq);
    if (owner) this.owner.value = owner;
  }

  clear(): void {
    this.events.value = [];
    this.owner.value = "agent";
  }
}

function last(events: ChatEvent[], kinds: Kind[]): number {
  return events.findLast(({ kind }) => kinds.includes(kind))?.seq ?? 0;
}
