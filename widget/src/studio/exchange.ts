// A file of entries on its way into the base: looked at first, then taken in whole or not at all.
import { signal } from "@preact/signals";
import { sentence, upload } from "../staff/api.ts";
import type { ArrivedFile } from "../staff/wire.ts";
import { load } from "./entries.ts";

export const FORMATS = ["xlsx", "csv", "json", "jsonl"] as const;

export const open = signal(false);
/** What the file would change, before it is taken in. */
export const looked = signal<ArrivedFile | null>(null);
/** What it changed. */
export const taken = signal<ArrivedFile | null>(null);
export const busy = signal(false);
export const problem = signal("");
let file: File | null = null;

export function start(): void {
  forget();
  open.value = true;
}

export function forget(): void {
  file = null;
  looked.value = taken.value = null;
  problem.value = "";
  open.value = false;
}

export async function look(chosen: File | null, sheet = ""): Promise<void> {
  file = chosen ?? file;
  taken.value = null;
  looked.value = chosen ? null : looked.value;
  looked.value = (await send(sheet, true)) ?? null;
}

export async function takeIn(): Promise<void> {
  taken.value = (await send(looked.value?.sheet ?? "", false)) ?? null;
  if (!taken.value) return;
  looked.value = null;
  await load();
}

async function send(sheet: string, check: boolean): Promise<ArrivedFile | null> {
  if (!file || busy.value) return looked.value;
  busy.value = true;
  problem.value = "";
  const form = new FormData();
  form.append("file", file, file.name);
  form.append("sheet", sheet);
  form.append("check", String(check));
  try {
    return await upload<ArrivedFile>("/entries/import", form);
  } catch (error) {
    problem.value = sentence(error);
    return null;
  } finally {
    busy.value = false;
  }
}
