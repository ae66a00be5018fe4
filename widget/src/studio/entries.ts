// The entries of the base, which of them are shown, and what is done to several at once.
import { computed, signal } from "@preact/signals";
import { get, post, sentence } from "../staff/api.ts";
import { rememberFocus } from "../staff/focus.ts";
import { folded } from "../staff/format.ts";
import { tn } from "../staff/i18n.ts";
import { tell, tellError } from "../staff/notices.ts";
import type { Entry, EntryStatus, Previewed } from "../staff/wire.ts";
import { preview } from "./checking.ts";
import { accepted, type Verb } from "./previewing.ts";

export const STATUSES: EntryStatus[] = ["draft", "review", "modified", "published", "retired"];

export const entries = signal<Entry[] | null>(null);
export const problem = signal("");
export const statuses = signal<EntryStatus[]>([]);
export const language = signal("");
export const words = signal("");
/** Publishing refits the search, which takes seconds: one change of what visitors see at a time. */
export const changing = signal<Verb | null>(null);
export const picked = signal<ReadonlySet<string>>(new Set());
/** The row that is in the tab order. */
export const current = signal<string | null>(null);

export const languages = computed(() => [...new Set((entries.value ?? []).map((entry) => entry.lang))].sort());
export const categories = computed(() =>
  [...new Set((entries.value ?? []).map((entry) => entry.category).filter(Boolean))].sort(),
);
const searched = computed(() => {
  const looked = folded(words.value.trim()).split(/\s+/);
  return (entries.value ?? []).filter((entry) => {
    if (language.value && entry.lang !== language.value) return false;
    const text = textOf(entry);
    return looked.every((word) => text.includes(word));
  });
});
export const rows = computed(() =>
  searched.value.filter(({ status }) =>
    statuses.value.length ? statuses.value.includes(status) : status !== "retired",
  ),
);
export const pickedRows = computed(() => rows.value.filter((entry) => picked.value.has(entry.id)).map(({ id }) => id));

export function countOf(status: EntryStatus): number {
  return searched.value.filter((entry) => entry.status === status).length;
}

export async function load(): Promise<void> {
  try {
    entries.value = (await get<{ entries: Entry[] }>("/entries")).entries;
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}

export function keepEntry(changed: Entry): void {
  const all = entries.value ?? [];
  const known = all.some((entry) => entry.id === changed.id);
  entries.value = known ? all.map((entry) => (entry.id === changed.id ? changed : entry)) : [changed, ...all];
}

export function toggle(id: string): void {
  const next = new Set(picked.value);
  if (!next.delete(id)) next.add(id);
  picked.value = next;
}

export function pickAll(all: boolean): void {
  picked.value = new Set(all ? rows.value.map(({ id }) => id) : []);
}

/** Publish or retire, once the person accepts what a warning shows; gives true when the engine did it. */
export async function changeAll(verb: Exclude<Verb, "rollback">, ids: string[]): Promise<boolean> {
  if (changing.value) return false;
  const giveFocusBack = rememberFocus();
  changing.value = verb;
  try {
    const found = await preview("/entries/preview", { ids, action: verb });
    if (!(await accepted(verb, found))) return false;
    await post(`/entries/${verb}`, { ids, accept: true });
    tell(done(verb, ids.length, found));
    picked.value = new Set();
    await load();
    return true;
  } catch (error) {
    tellError(error);
    return false;
  } finally {
    changing.value = null;
    giveFocusBack();
  }
}

/** What changed is told to those who were not shown it. */
function done(verb: Exclude<Verb, "rollback">, count: number, { moves, warns }: Previewed): string {
  const told = tn(verb === "publish" ? "entries.published" : "entries.retired", count);
  return warns || !moves.length ? told : `${told} ${tn("publication.changed", moves.length)}`;
}

function textOf({ id, question, answer, category, variants }: Entry): string {
  return folded([id, question, answer, category, ...variants.map(({ text }) => text)].join(" "));
}
