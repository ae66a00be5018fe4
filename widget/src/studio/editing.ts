// The entry in the editor: what the engine has, what is written, whether they differ.
import { computed, signal } from "@preact/signals";
import type { Entry } from "../staff/wire.ts";
import { blank, differing, type Form, formOf } from "./form.ts";

/** What the engine has; null for an entry that is not kept yet. */
export const base = signal<Entry | null>(null);
export const form = signal<Form | null>(null);
/** The form as it was opened or last saved. */
export const clean = signal<Form>(blank("fr"));
/** What somebody else saved meanwhile. */
export const theirs = signal<Entry | null>(null);
export const saving = signal(false);
export const savedAt = signal<string | null>(null);
export const problem = signal("");

export const dirty = computed(() => form.value !== null && differing(form.value, clean.value).length > 0);

export function edit(change: Partial<Form>): void {
  if (form.value) form.value = { ...form.value, ...change };
}

export function start(entry: Entry | null, written: Form): void {
  base.value = entry;
  clean.value = entry ? formOf(entry) : blank(written.lang);
  form.value = written;
  theirs.value = null;
  savedAt.value = null;
  problem.value = "";
}

export function clear(): void {
  base.value = null;
  form.value = null;
  theirs.value = null;
  problem.value = "";
}

/** Take what the engine just kept; words written while it was saving stay in the form. */
export function saved(entry: Entry, sent: Form): void {
  const untouched = form.value !== null && differing(form.value, sent).length === 0;
  base.value = entry;
  clean.value = formOf(entry);
  if (untouched) form.value = formOf(entry);
  savedAt.value = new Date().toISOString();
  theirs.value = null;
  problem.value = "";
}

/** Take what changed without these hands: fields being written stay, the others are as the engine has them. */
export function refreshed(entry: Entry): void {
  const written = form.value;
  if (!written) return;
  const mine = differing(written, clean.value);
  const kept = Object.fromEntries(mine.map((field) => [field, written[field]]));
  base.value = entry;
  clean.value = formOf(entry);
  form.value = { ...formOf(entry), ...kept };
}

/** Go on from the revision the engine has now, with these words. */
export function rebase(entry: Entry, written: Form): void {
  base.value = entry;
  clean.value = formOf(entry);
  form.value = written;
  theirs.value = null;
}
