// What visitors asked and did not get, and what is done about it.
import { computed, signal } from "@preact/signals";
import { get, post, sentence } from "../staff/api.ts";
import { rememberFocus, whenDrawn } from "../staff/focus.ts";
import { typeset } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import { tell, tellError } from "../staff/notices.ts";
import type { Entry } from "../staff/wire.ts";
import { changeAll } from "./entries.ts";
import type { Gap, GapKind, GapSource } from "./gap.ts";
import { entryAddress, go, route } from "./route.ts";

export const KINDS: GapKind[] = [
  "handed-over",
  "answered-by-adviser",
  "none-of-these",
  "thumbs-down",
  "unanswered",
  "reformulated",
  "clarified",
];
export const PERIODS = ["7", "30", "90"] as const;
export type Period = (typeof PERIODS)[number];
const MOST = 200;

interface Found {
  open: number;
  pending: number;
  languages: string[];
  gaps: Gap[];
}

export const period = signal<Period>("30");
export const gaps = signal<Gap[] | null>(null);
/** How many wait for somebody: the number beside the view's name. */
export const open = signal(0);
export const pending = signal(0);
export const languages = signal<string[]>([]);
export const language = signal("");
export const kind = signal<GapKind | "">("");
export const problem = signal("");
/** The row that is in the tab order. */
export const current = signal<string | null>(null);
export const expanded = signal<ReadonlySet<string>>(new Set());
export const sources = signal<Readonly<Record<string, GapSource[]>>>({});
/** The gap whose wordings are being added to an entry. */
export const widened = signal<Gap | null>(null);
/** What is under way, so that a key held down does it once. */
const busy = signal("");
let giveFocusBack: () => void = () => {};

export const kinds = computed(() => KINDS.filter((each) => gaps.value?.some((gap) => gap.kinds[each])));
export const shown = computed(() =>
  (gaps.value ?? []).filter(
    (gap) => (!language.value || gap.lang === language.value) && (!kind.value || gap.kinds[kind.value]),
  ),
);

export async function count(): Promise<void> {
  try {
    open.value = (await get<Found>("/gaps", { days: period.value, limit: 1 })).open;
  } catch (error) {
    // The number is only a hint; the view says what is wrong.
    sentence(error);
  }
}

/** Read the gaps; while signals wait to be read, ask again: each call reads some more. */
export async function load(): Promise<void> {
  const days = period.value;
  try {
    do {
      const found = await get<Found>("/gaps", { days, limit: MOST });
      if (days !== period.value) return;
      gaps.value = found.gaps;
      open.value = found.open;
      languages.value = found.languages;
      pending.value = found.pending;
      problem.value = "";
    } while (pending.value && route.value.view === "gaps");
  } catch (error) {
    problem.value = sentence(error);
  }
}

/** Do something with the gap that is walked on. */
export function onGap(act: (gap: Gap) => unknown): void {
  const gap = shown.value.find(({ id }) => id === current.value);
  if (route.value.view === "gaps" && gap) void act(gap);
}

export async function flip(gap: Gap): Promise<void> {
  const next = new Set(expanded.value);
  const closes = next.delete(gap.id);
  if (!closes) next.add(gap.id);
  expanded.value = next;
  if (closes || sources.value[gap.id]) return;
  try {
    const read = await get<{ sources: GapSource[] }>(address(gap), { days: period.value });
    sources.value = { ...sources.value, [gap.id]: read.sources };
  } catch (error) {
    tellError(error);
  }
}

/** Write a draft entry and open it in the editor. */
export function write(gap: Gap): Promise<void> {
  return once(`write ${gap.id}`, async () => {
    const entry = await post<Entry>(`${address(gap)}/entry?days=${period.value}`);
    go(entryAddress(entry.id));
    void load();
  });
}

export function widen(gap: Gap): void {
  giveFocusBack = rememberFocus();
  widened.value = gap;
}

export function closeWiden(): void {
  widened.value = null;
  giveFocusBack();
}

/** Add wordings to an entry as it was read; gives whether the engine did. */
export async function add(gap: Gap, entry: Entry, wordings: string[]): Promise<boolean> {
  const body = { entry_id: entry.id, wordings, revision: entry.revision };
  try {
    await post<Entry>(`${address(gap)}/variants?days=${period.value}`, body);
    const publish = { label: t("entries.publish"), act: () => void publishThen(entry.id) };
    tell(tn("gaps.added", wordings.length, { question: typeset(entry.question) }), false, publish);
    await load();
    return true;
  } catch (error) {
    tellError(error);
    return false;
  }
}

export function dismiss(gap: Gap): Promise<void> {
  return once(`dismiss ${gap.id}`, async () => {
    await post(`${address(gap)}/dismiss?days=${period.value}`);
    const rows = shown.value;
    const place = rows.findIndex(({ id }) => id === gap.id);
    const next = rows[place + 1] ?? rows[place - 1];
    gaps.value = (gaps.value ?? []).filter(({ id }) => id !== gap.id);
    open.value = Math.max(0, open.value - 1);
    current.value = next?.id ?? null;
    whenDrawn(() => focusRow(next?.id));
    tell(t("gaps.dismissed", { name: typeset(gap.name) }), false, {
      label: t("gaps.undo"),
      act: () => void reopen(gap),
    });
  });
}

function reopen(gap: Gap): Promise<void> {
  return once(`reopen ${gap.id}`, async () => {
    await post(`${address(gap)}/reopen?days=${period.value}`);
    await load();
    current.value = gap.id;
    whenDrawn(() => focusRow(gap.id));
  });
}

async function publishThen(id: string): Promise<void> {
  if (await changeAll("publish", [id])) await load();
}

async function once(name: string, act: () => Promise<void>): Promise<void> {
  if (busy.value) return;
  busy.value = name;
  try {
    await act();
  } catch (error) {
    tellError(error);
  } finally {
    busy.value = "";
  }
}

function focusRow(id: string | undefined): void {
  const rows = document.querySelectorAll<HTMLElement>("#gap-list [data-row]");
  const row = [...rows].find((each) => each.dataset.row === id);
  (row ?? document.getElementById("view"))?.focus();
}

function address({ id }: Gap): string {
  return `/gaps/${encodeURIComponent(id)}`;
}
