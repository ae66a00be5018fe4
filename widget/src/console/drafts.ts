// The words being written, one draft per escalation and kind.
import { signal } from "@preact/signals";
import { remember, remembered } from "../staff/memory.ts";

export type Mode = "messages" | "notes";

const KEPT = "drafts";
const drafts = signal<Record<string, string>>(remembered<Record<string, string>>(KEPT) ?? {});

export function draft(escalationId: string, mode: Mode): string {
  return drafts.value[`${mode}/${escalationId}`] ?? "";
}

export function setDraft(escalationId: string, mode: Mode, text: string): void {
  const { [`${mode}/${escalationId}`]: _old, ...others } = drafts.value;
  drafts.value = text ? { ...others, [`${mode}/${escalationId}`]: text } : others;
  remember(KEPT, drafts.value);
}

export function hasDraft(escalationId: string): boolean {
  return draft(escalationId, "messages") !== "" || draft(escalationId, "notes") !== "";
}
