// The need that is open beside the list, and the past requests that ask it.
import { effect, signal, untracked } from "@preact/signals";
import { get, Problem, sentence } from "../staff/api.ts";
import { folded } from "../staff/format.ts";
import { tellError } from "../staff/notices.ts";
import type { Need, PastRequest } from "../staff/wire.ts";
import { load } from "./needs.ts";
import { go, route } from "./route.ts";

export interface Opened {
  need: Need;
  requests: PastRequest[];
}

/** What advisers replied in the same words, and how often. */
export interface Replied {
  text: string;
  lang: string;
  count: number;
  at: string | null;
}

export const opened = signal<Opened | null>(null);
export const problem = signal("");

export function needAddress(id: string): string {
  return `#/needs/${encodeURIComponent(id)}`;
}

export function close(): void {
  go("#/needs");
}

/** Keep the need beside the list that of the address; gives the way to stop. */
export function followNeed(): () => void {
  return effect(() => {
    const { view, id } = route.value;
    untracked(() => {
      if (opened.value?.need.id !== id) opened.value = null;
      if (view === "needs" && id) void read();
    });
  });
}

/** Read the open need as it is now; one that went is closed. */
export async function read(): Promise<void> {
  const { id } = route.value;
  if (!id) return;
  try {
    const found = await get<Opened>(`/needs/${encodeURIComponent(id)}`);
    if (route.value.id !== id) return;
    opened.value = found;
    problem.value = "";
  } catch (error) {
    if (route.value.id === id) refused(error);
  }
}

/** The requests that say a wording: the one it was taken from, and those that hold it. */
export function sourcesOf({ need, requests }: Opened, wording: string): PastRequest[] {
  const sample = need.samples[need.wordings.indexOf(wording)];
  const said = folded(wording);
  return requests.filter(({ id, text }) => id === sample || folded(text).includes(said));
}

/** What was replied, the most often first: two that say otherwise stand one below the other. */
export function repliesOf({ requests }: Opened): Replied[] {
  const found = new Map<string, Replied>();
  for (const { reply, lang, at } of requests) {
    if (!reply?.trim()) continue;
    const key = folded(reply).replace(/\W+/g, " ").trim();
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { text: reply.trim(), lang, count: 1, at });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

function refused(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== "need-not-found") {
    problem.value = sentence(error);
    return;
  }
  tellError(error);
  close();
  void load();
}
