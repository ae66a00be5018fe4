// Saving and publishing what is in the editor; a conflict loses nothing.
import { get, Problem, post, put, sentence } from "../staff/api.ts";
import { t } from "../staff/i18n.ts";
import { tell, whisper } from "../staff/notices.ts";
import type { Entry } from "../staff/wire.ts";
import { base, dirty, edit, form, problem, rebase, refreshed, saved, saving, theirs } from "./editing.ts";
import { changeAll, keepEntry, rows } from "./entries.ts";
import { type Form, formOf, tidy } from "./form.ts";
import { takeWarnings } from "./lookalikes.ts";
import { entryAddress, go, route } from "./route.ts";

/** Keep the draft; gives the entry, or null when it could not be kept. */
export async function saveNow(): Promise<Entry | null> {
  const written = form.value;
  if (!written || saving.value) return null;
  if (!dirty.value && base.value) return base.value;
  saving.value = true;
  try {
    const entry = await write(tidy(written));
    saved(entry, written);
    keepEntry(entry);
    takeWarnings(entry);
    whisper(t("editor.saved"));
    if (route.value.id === "new") go(entryAddress(entry.id));
    return entry;
  } catch (error) {
    await explain(error);
    return null;
  } finally {
    saving.value = false;
  }
}

/** Keep, publish, then open the next entry of the list as it was shown. */
export async function publishAndNext(): Promise<void> {
  const list = rows.value.map(({ id }) => id);
  const entry = await saveNow();
  if (!entry || !(await changeAll("publish", [entry.id]))) return;
  const next = list[list.indexOf(entry.id) + 1];
  if (next) go(entryAddress(next));
  else {
    tell(t("editor.last"));
    go("#/entries");
  }
}

export async function publishHere(): Promise<void> {
  const entry = await saveNow();
  if (entry && (await changeAll("publish", [entry.id]))) await reread(entry.id);
}

export async function retireHere(): Promise<void> {
  const entry = base.value;
  if (entry && (await changeAll("retire", [entry.id]))) await reread(entry.id);
}

/** Save the words of an earlier revision again, and publish them. */
export async function restoreHere(number: number): Promise<void> {
  const entry = base.value;
  if (!entry) return;
  try {
    const restored = await post<Entry>(`${pathOf(entry.id)}/restore`, { number, revision: entry.revision });
    rebase(restored, formOf(restored));
    keepEntry(restored);
    if (await changeAll("publish", [restored.id])) await reread(restored.id);
  } catch (error) {
    await explain(error);
  }
}

/** Let a draft or a change wait for somebody else's eyes, or take it back. */
export async function review(waits: boolean): Promise<void> {
  edit({ in_review: waits });
  if (await saveNow()) tell(t(waits ? "review.sent" : "review.taken_back"));
}

function write(sent: Form): Promise<Entry> {
  const kept = base.value;
  if (!kept) return post<Entry>("/entries", { ...sent, need_id: route.value.query.get("need") });
  return put<Entry>(pathOf(kept.id), { ...sent, revision: kept.revision });
}

async function explain(error: unknown): Promise<void> {
  problem.value = sentence(error);
  if (!(error instanceof Problem) || error.code !== "edit-conflict" || !base.value) return;
  theirs.value = await get<Entry>(pathOf(base.value.id)).catch(() => null);
}

/** The status changed, and with it perhaps a date: keep what is being written. */
async function reread(id: string): Promise<void> {
  const entry = await get<Entry>(pathOf(id)).catch(() => null);
  if (entry && base.value?.id === id) refreshed(entry);
}

function pathOf(id: string): string {
  return `/entries/${encodeURIComponent(id)}`;
}
