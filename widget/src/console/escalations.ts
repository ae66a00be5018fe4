// The queue as the engine last told it.
import { computed, signal } from "@preact/signals";
import { get } from "../staff/api.ts";
import { t } from "../staff/i18n.ts";
import { whisper } from "../staff/notices.ts";
import { user } from "../staff/user.ts";
import type { Escalation, Exit } from "../staff/wire.ts";
import { type QueueTab, shown } from "./queue.ts";

export const escalations = signal<Escalation[] | null>(null);
export const tab = signal<QueueTab>("waiting");
export const exit = signal<Exit | null>(null);
export const words = signal("");
/** The row that is in the tab order. */
export const current = signal<string | null>(null);

export const me = computed(() => user.value?.id ?? "");
export const rows = computed(() =>
  shown(escalations.value ?? [], { tab: tab.value, exit: exit.value, words: words.value, me: me.value }),
);

const LIVE = ["waiting", "claimed"];
let asked = 0;

/** Read the queue again, the closed ones only while they are shown; an answer that a later one overtook is dropped. */
export async function refresh(): Promise<void> {
  asked += 1;
  const turn = asked;
  const status = tab.peek() === "closed" ? [...LIVE, "closed"] : LIVE;
  const { escalations: fresh } = await get<{ escalations: Escalation[] }>("/escalations", { status });
  if (turn !== asked) return;
  const before = escalations.peek();
  announce(before, fresh);
  const ids = new Set(fresh.map((one) => one.id));
  const closed = (before ?? []).filter((one) => one.status === "closed" && !ids.has(one.id));
  escalations.value = [...fresh, ...closed];
}

/** Put one escalation as the engine just gave it into the queue. */
export function keepEscalation(changed: Escalation): void {
  const others = (escalations.value ?? []).filter((one) => one.id !== changed.id);
  escalations.value = [...others, changed];
}

export function find(id: string | null): Escalation | undefined {
  return escalations.value?.find((one) => one.id === id);
}

function announce(before: Escalation[] | null, after: Escalation[]): void {
  if (!before) return;
  const waiting = new Set(before.filter((one) => one.status === "waiting").map((one) => one.id));
  const arrived = after.filter((one) => one.status === "waiting" && !waiting.has(one.id));
  const newest = arrived.at(-1);
  if (newest) whisper(t("queue.arrived", { subject: newest.subject, exit: t(`exit.${newest.exit}`) }));
}
