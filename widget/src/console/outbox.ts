// What was sent and is not yet on the engine's disk: kept, shown, and sent again under the same id.
import { signal } from "@preact/signals";
import { newId, Problem, post } from "../staff/api.ts";
import { t } from "../staff/i18n.ts";
import { remember, remembered } from "../staff/memory.ts";
import type { StaffEvent } from "../staff/wire.ts";
import { receive } from "./opened.ts";

export interface Outgoing {
  id: string;
  escalationId: string;
  conversationId: string;
  as: "messages" | "notes";
  text: string;
  at: string;
  /** Why the engine refused it; empty while it is on its way. */
  refused: string;
}

const KEPT = "outbox";
const RETRY_MS = 5_000;

export const outbox = signal<Outgoing[]>(remembered<Outgoing[]>(KEPT) ?? []);
let busy: Promise<void> | null = null;

export function send(what: Pick<Outgoing, "escalationId" | "conversationId" | "as" | "text">): Promise<void> {
  keep([...outbox.value, { ...what, id: newId(), at: new Date().toISOString(), refused: "" }]);
  return flush();
}

/** Send what waits, oldest first, one at a time so that the order holds. */
export function flush(): Promise<void> {
  busy ??= drain().finally(() => {
    busy = null;
  });
  return busy;
}

export function retry(id: string): Promise<void> {
  keep(outbox.value.map((one) => (one.id === id ? { ...one, refused: "" } : one)));
  return flush();
}

export function discard(id: string): void {
  keep(outbox.value.filter((one) => one.id !== id));
}

async function drain(): Promise<void> {
  for (let next = waiting(); next; next = waiting()) {
    if (!(await deliver(next))) {
      setTimeout(() => void flush(), RETRY_MS);
      return;
    }
  }
}

async function deliver({ id, escalationId, conversationId, as, text }: Outgoing): Promise<boolean> {
  try {
    const path = `/escalations/${encodeURIComponent(escalationId)}/${as}`;
    const { events } = await post<{ events: StaffEvent[] }>(path, { id, text });
    receive(conversationId, events);
    discard(id);
    return true;
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 401) return false;
    keep(outbox.value.map((one) => (one.id === id ? { ...one, refused: error.message || t("error.refused") } : one)));
    return true;
  }
}

function waiting(): Outgoing | undefined {
  return outbox.value.find((one) => !one.refused);
}

function keep(all: Outgoing[]): void {
  outbox.value = all;
  remember(KEPT, all.length ? all : null);
}
