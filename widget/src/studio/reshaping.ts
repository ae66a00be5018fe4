// Entries put together, cut in two, given another's wordings: what is asked, done, and undone.
import { signal } from "@preact/signals";
import { post } from "../staff/api.ts";
import { t } from "../staff/i18n.ts";
import { tell, tellError } from "../staff/notices.ts";
import type { Entry, Reshaped } from "../staff/wire.ts";
import { preview } from "./checking.ts";
import { base, dirty, rebase } from "./editing.ts";
import { load } from "./entries.ts";
import { formOf } from "./form.ts";
import { accepted } from "./previewing.ts";
import { go } from "./route.ts";
import { saveNow } from "./saving.ts";

export type ReshapeKind = "merge" | "split" | "move";

/** What is being asked about the entry in the editor; null while nothing is. */
export const asked = signal<{ kind: ReshapeKind; texts: string[] } | null>(null);
export const busy = signal(false);
/** The last step, as long as it can be undone from here. */
export const lastStep = signal<{ id: string; kind: ReshapeKind; ids: string[] } | null>(null);

/** Ask, once what is written is saved: a step starts from what the engine keeps. */
export async function ask(kind: ReshapeKind, texts: string[] = []): Promise<void> {
  if (await saveNow()) asked.value = { kind, texts };
}

export async function merge(target: Entry, source: Entry, answer: string): Promise<void> {
  const body = { source: at(source), into: at(target), answer };
  await step("merge", async () => {
    const found = await preview("/entries/merge/preview", body);
    if (!(await accepted("publish", found))) return null;
    return post<Reshaped>("/entries/merge", { ...body, accept: true });
  });
}

export async function split(entry: Entry, variants: string[], question: string): Promise<void> {
  await step("split", () => post<Reshaped>("/entries/split", { entry: at(entry), variants, question }));
}

export async function move(source: Entry, target: Entry, variants: string[]): Promise<void> {
  await step("move", () => post<Reshaped>("/entries/move", { source: at(source), into: at(target), variants }));
}

export async function undo(id: string): Promise<void> {
  try {
    await land(await post<Reshaped>("/entries/undo", { id }));
    lastStep.value = null;
    tell(t("reshape.undone"));
  } catch (error) {
    tellError(error);
  }
}

async function step(kind: ReshapeKind, act: () => Promise<Reshaped | null>): Promise<void> {
  busy.value = true;
  try {
    const done = await act();
    if (!done) return;
    asked.value = null;
    lastStep.value = { id: done.undo, kind, ids: done.entries.map(({ id }) => id) };
    await land(done);
    tell(t(`reshape.${kind}_done`), false, { label: t("reshape.undo"), act: () => void undo(done.undo) });
  } catch (error) {
    tellError(error);
  } finally {
    busy.value = false;
  }
}

/** Show the entries as they are now; words written meanwhile stay, and conflict when they are saved. */
async function land({ entries, gone }: Reshaped): Promise<void> {
  await load();
  const here = base.value;
  if (!here) return;
  if (gone.includes(here.id)) go("#/entries");
  const after = entries.find(({ id }) => id === here.id);
  if (after && !dirty.value) rebase(after, formOf(after));
}

function at({ id, revision }: Entry): { id: string; revision: number } {
  return { id, revision };
}
