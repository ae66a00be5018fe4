// What an adviser does to an escalation; a refusal is told kindly and the row is read again.
import { signal } from "@preact/signals";
import { newId, Problem, post } from "../staff/api.ts";
import { t } from "../staff/i18n.ts";
import { tell, tellError, whisper } from "../staff/notices.ts";
import type { Escalation } from "../staff/wire.ts";
import { find, keepEscalation, me, refresh } from "./escalations.ts";
import { open, opened } from "./opened.ts";
import { whyNot } from "./permissions.ts";

export type Asking = "transfer" | "close" | null;

/** The question now open about the escalation on the screen. */
export const asking = signal<Asking>(null);
export const busy = signal(false);

export async function claim(id: string): Promise<boolean> {
  const escalation = find(id) ?? opened.value;
  const why = escalation && whyNot("claim", escalation, me.value);
  if (why) {
    tell(t(why, { name: escalation.adviser_name }));
    return false;
  }
  return change(id, "claim", {}, "done.claim");
}

export function transfer(id: string, team: string, name: string): Promise<boolean> {
  return change(id, "transfer", { team }, "done.transfer", { team: name });
}

export function giveBack(id: string): Promise<boolean> {
  return change(id, "return", {}, "done.return");
}

export function close(id: string): Promise<boolean> {
  return change(id, "close", {}, "done.close");
}

type Done = "done.claim" | "done.transfer" | "done.return" | "done.close";

async function change(id: string, verb: string, body: object, done: Done, details = {}): Promise<boolean> {
  if (busy.value) return false;
  busy.value = true;
  try {
    const path = `/escalations/${encodeURIComponent(id)}/${verb}`;
    const { escalation } = await post<{ escalation: Escalation }>(path, { id: newId(), ...body });
    keepEscalation(escalation);
    if (done === "done.claim") whisper(t(done));
    else tell(t(done, details));
    return true;
  } catch (error) {
    tellError(error);
    if (error instanceof Problem) await refresh().catch(tellError);
    return false;
  } finally {
    busy.value = false;
    if (opened.value?.id === id) void open(id);
  }
}
