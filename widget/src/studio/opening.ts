// From the address to the entry in the editor, and the question before unsaved words are left.
import { effect, signal, untracked } from "@preact/signals";
import { get, sentence } from "../staff/api.ts";
import { whenDrawn } from "../staff/focus.ts";
import { lang } from "../staff/i18n.ts";
import type { Entry, Need } from "../staff/wire.ts";
import { draftOf } from "./drafts.ts";
import { clear, dirty, form, problem, start } from "./editing.ts";
import { current } from "./entries.ts";
import { blank, type Form, formOf, formOfNeed, translationOf } from "./form.ts";
import { guardWith, route } from "./route.ts";

/** What to do once the person decides to leave; null while nothing is asked. */
export const leaving = signal<(() => void) | null>(null);

/** Keep the editor that of the address; gives the way to stop. */
export function followEntry(): () => void {
  guardWith((leave) => {
    if (!dirty.value) return false;
    leaving.value = leave;
    return true;
  });
  const stop = effect(() => {
    const { view, id, query } = route.value;
    untracked(() => (view === "entries" && id ? void open(id, query) : clear()));
  });
  addEventListener("beforeunload", warn);
  return () => {
    stop();
    clear();
    guardWith(null);
    removeEventListener("beforeunload", warn);
  };
}

type Opened = [Entry | null, Form];

let wanted = "";

async function open(id: string, query: URLSearchParams): Promise<void> {
  wanted = id;
  clear();
  try {
    const [entry, written] = id === "new" ? await fresh(query) : await existing(id);
    if (wanted !== id) return;
    start(entry, written);
    arrive(id);
  } catch (error) {
    if (wanted === id) problem.value = sentence(error);
  }
}

async function existing(id: string): Promise<Opened> {
  const entry = await get<Entry>(`/entries/${encodeURIComponent(id)}`);
  return [entry, formOf(entry)];
}

async function fresh(query: URLSearchParams): Promise<Opened> {
  const original = query.get("translate");
  if (original) {
    const entry = await get<Entry>(`/entries/${encodeURIComponent(original)}`);
    return [null, translationOf(entry, query.get("lang") ?? lang.peek())];
  }
  const needId = query.get("need");
  if (!needId) return [null, blank(lang.peek())];
  const [{ need }, { draft }] = await Promise.all([
    get<{ need: Need }>(`/needs/${encodeURIComponent(needId)}`),
    draftOf(needId),
  ]);
  return [null, formOfNeed(need, draft)];
}

/** Where a draft is worked on first: the answer when the question is there. */
function arrive(id: string): void {
  current.value = id === "new" ? null : id;
  const asked = form.peek()?.question;
  whenDrawn(() => document.getElementById(asked ? "entry-answer" : "entry-question")?.focus());
}

function warn(event: BeforeUnloadEvent): void {
  if (dirty.value) event.preventDefault();
}
