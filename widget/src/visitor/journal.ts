// The events of the conversation, each once, in order, and what can still be done with the last ones.
import { computed, signal } from "@preact/signals";
import type { ChatEvent, EventOf, Kind, Owner } from "./wire";

const OFFER_ENDS: Kind[] = ["offer", "escalated", "joined"];
const CLARIFY_ENDS: Kind[] = ["clarify", "choice", "message", "escalated", "joined"];
const RATING_ENDS: Kind[] = ["closed", "rating", "message"];

export class Journal {
  readonly events = signal<ChatEvent[]>([]);
  readonly owner = signal<Owner>("agent");

  // The numbers of the offer, the clarification and the closing that the visitor can still act on.
  readonly openOffer = computed(() => lastStill(this.events.value, "offer", OFFER_ENDS));
  readonly openClarify = computed(() => lastStill(this.events.value, "clarify", CLARIFY_ENDS));
  readonly toRate = computed(() => lastStill(this.events.value, "closed", RATING_ENDS));
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

function lastStill(events: ChatEvent[], kind: Kind, ends: Kind[]): number {
  const last = events.findLast((event) => ends.includes(event.kind));
  return last?.kind === kind ? last.seq : 0;
}
