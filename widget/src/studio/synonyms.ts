// Words that mean the same here: what the engine keeps, each change saved as it is made.
import { signal } from "@preact/signals";
import { get, put, sentence } from "../staff/api.ts";
import { t } from "../staff/i18n.ts";
import { tellError, whisper } from "../staff/notices.ts";

type Groups = Record<string, string[][]>;
interface Kept {
  version: number;
  groups: Groups;
}

export const groups = signal<Groups | null>(null);
export const problem = signal("");
const version = signal(0);

export async function load(): Promise<void> {
  try {
    take(await get<Kept>("/synonyms"));
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}

/** Keep one group of a language as it is written; a group of fewer than two words waits for the others. */
export async function write(lang: string, place: number, written: string): Promise<void> {
  const words = wordsOf(written);
  const before = groups.value?.[lang] ?? [];
  const after = before.map((group, i) => (i === place ? words : group));
  groups.value = { ...groups.value, [lang]: after };
  if (words.length !== 1) await keep();
}

export function add(lang: string): void {
  groups.value = { ...groups.value, [lang]: [...(groups.value?.[lang] ?? []), []] };
}

export async function remove(lang: string, place: number): Promise<void> {
  const left = (groups.value?.[lang] ?? []).filter((_, i) => i !== place);
  groups.value = { ...groups.value, [lang]: left };
  await keep();
}

export function wordsOf(written: string): string[] {
  return written
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter(Boolean);
}

async function keep(): Promise<void> {
  const whole = Object.entries(groups.value ?? {}).map(([lang, all]) => [lang, all.filter((each) => each.length > 1)]);
  try {
    const kept = await put<Kept>("/synonyms", { groups: Object.fromEntries(whole), version: version.value });
    version.value = kept.version;
    whisper(t("synonyms.saved"));
  } catch (error) {
    tellError(error);
    await load();
  }
}

function take(kept: Kept): void {
  version.value = kept.version;
  groups.value = kept.groups;
}
