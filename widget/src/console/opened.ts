// The conversation on the screen: read once, then kept up to date by its events.
import { computed, signal } from "@preact/signals";
import { get, sentence } from "../staff/api.ts";
import type { Detail, Escalation, Owner, StaffEvent } from "../staff/wire.ts";
import { find, keepEscalation } from "./escalations.ts";

export const detail = signal<Detail | null>(null);
export const problem = signal("");
/** When the visitor was last seen writing, in ms. */
export const typedAt = signal(0);

/** The open escalation, as fresh as the queue or the detail has it. */
export const opened = computed<Escalation | null>(() => {
  const known = detail.value?.escalation;
  return known ? (find(known.id) ?? known) : null;
});

export async function open(id: string): Promise<void> {
  if (detail.value?.escalation.id !== id) detail.value = null;
  problem.value = "";
  wanted = id;
  try {
    const read = await get<Detail>(`/escalations/${encodeURIComponent(id)}`);
    if (wanted === id) show(read);
  } catch (error) {
    if (wanted === id) problem.value = sentence(error);
  }
}

export function leave(): void {
  wanted = null;
  detail.value = null;
  problem.value = "";
}

/** The number up to which every event is here: what one wrote oneself may arrive before what came earlier. */
export function lastSeq(): number {
  const events = detail.value?.events ?? [];
  const gap = events.findIndex((event, i) => event.seq !== i + 1);
  return gap < 0 ? events.length : gap;
}

export function receive(conversationId: string, events: StaffEvent[], owner?: Owner): void {
  const shown = detail.value;
  if (shown?.conversation.id !== conversationId) return;
  const conversation = { ...shown.conversation, ...(owner ? { owner } : {}) };
  if (events.some((event) => event.author === "visitor")) typedAt.value = 0;
  detail.value = { ...shown, conversation, events: merged(shown.events, events) };
}

/** Both lists by number, each number once: events may arrive twice around a reconnection. */
export function merged(known: StaffEvent[], fresh: StaffEvent[]): StaffEvent[] {
  const bySeq = new Map([...known, ...fresh].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

let wanted: string | null = null;

function show(read: Detail): void {
  const known = detail.value?.conversation.id === read.conversation.id ? detail.value.events : [];
  if (!known.length) typedAt.value = 0;
  detail.value = { ...read, events: merged(known, read.events) };
  keepEscalation(read.escalation);
}
