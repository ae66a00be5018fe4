// Which escalations a tab shows and in what order: the longest waiting first.
import { folded } from "../staff/format.ts";
import type { Escalation, Exit } from "../staff/wire.ts";

export type QueueTab = "waiting" | "mine" | "others" | "closed";
export const QUEUE_TABS: QueueTab[] = ["waiting", "mine", "others", "closed"];
export const EXITS: Exit[] = ["chat", "email", "callback"];

export interface Filter {
  tab: QueueTab;
  exit: Exit | null;
  words: string;
  me: string;
}

export function tabOf(escalation: Escalation, me: string): QueueTab {
  if (escalation.status === "closed") return "closed";
  if (escalation.status === "waiting") return "waiting";
  return escalation.adviser_id === me ? "mine" : "others";
}

export function shown(escalations: Escalation[], filter: Filter): Escalation[] {
  const kept = escalations.filter((escalation) => fits(escalation, filter));
  if (filter.tab === "closed") return kept.sort((a, b) => time(b.closed_at) - time(a.closed_at));
  return kept.sort((a, b) => time(a.created_at) - time(b.created_at));
}

export function countOf(escalations: Escalation[], tab: QueueTab, me: string): number {
  return escalations.filter((escalation) => tabOf(escalation, me) === tab).length;
}

/** The seconds a customer waits: until somebody took it, until it was closed, or until now. */
export function waited(escalation: Escalation, now: number): number {
  const end = escalation.claimed_at ?? escalation.closed_at;
  return ((end ? time(end) : now) - time(escalation.created_at)) / 1000;
}

function fits(escalation: Escalation, { tab, exit, words, me }: Filter): boolean {
  if (tabOf(escalation, me) !== tab || (exit && escalation.exit !== exit)) return false;
  const { subject, contact, team } = escalation;
  return folded(`${subject} ${contact.name} ${contact.email} ${contact.phone} ${team}`).includes(folded(words.trim()));
}

function time(at: string | null): number {
  return at ? Date.parse(at) : 0;
}
