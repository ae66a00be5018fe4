// The files of an assistant as they are written, beside those that the engine keeps. Pure.

export type Files = Record<string, string>;

/** One thing to put right, in the reader's language. */
export interface Wrong {
  file: string;
  line: number;
  severity: "error" | "warning";
  code: string;
  text: string;
}

export interface Release {
  version: number;
  action: "publish" | "rollback";
  author: string;
  at: string;
  back_to: number | null;
}

const PART = "[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .()-]*";
const FILE = new RegExp(`^(?:${PART}/)*${PART}\\.ya?ml$`, "u");
const OF_SERVERS = /(?:^|\/)(?:credentials|endpoints)\.ya?ml$/;

/** The files that are not as they were, by name: written, added or taken out. */
export function changed(before: Files, after: Files): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}

/** What two people made of the same files: where both changed one otherwise, `mine` stays and the file is a clash. */
export function merged(before: Files, mine: Files, theirs: Files): { files: Files; clashes: string[] } {
  const ours = new Set(changed(before, mine));
  const clashes = changed(before, theirs).filter((name) => ours.has(name) && mine[name] !== theirs[name]);
  const files = { ...theirs };
  for (const name of ours) {
    const text = mine[name];
    if (text === undefined) delete files[name];
    else files[name] = text;
  }
  return { files, clashes };
}

/** Why a new file cannot have this name; null when it can. */
export function misnamed(name: string, files: Files): "taken" | "unfit" | null {
  if (name in files) return "taken";
  return FILE.test(name) && !OF_SERVERS.test(name) && name.length <= 200 ? null : "unfit";
}

/** Problems as one puts them right: those of the open file first, then errors elsewhere, then the others; by line. */
export function inOrder(found: Wrong[], open: string): Wrong[] {
  const weight = ({ severity }: Wrong) => (severity === "error" ? 1 : 2);
  const rank = (each: Wrong) => (each.file === open ? 0 : weight(each));
  return [...found].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      one.file.localeCompare(other.file) ||
      one.line - other.line ||
      weight(one) - weight(other),
  );
}

/** Where a line of a text begins and ends; the last one for a line beyond it. */
export function extent(text: string, line: number): [number, number] {
  const lines = text.split("\n");
  const at = Math.min(Math.max(line, 1), lines.length) - 1;
  const start = lines.slice(0, at).reduce((sum, each) => sum + each.length + 1, 0);
  return [start, start + (lines[at]?.length ?? 0)];
}

export interface Run {
  text: string;
  severity: Wrong["severity"] | null;
}

/** The numbers of lines, one a line; those with a problem stand alone. */
export function numbered(count: number, found: Wrong[]): Run[] {
  const wrong = new Map<number, Wrong["severity"]>();
  for (const { line, severity } of found) {
    if (severity === "error" || !wrong.has(line)) wrong.set(Math.min(line, count), severity);
  }
  const runs: Run[] = [];
  for (let line = 1; line <= count; line += 1) {
    const severity = wrong.get(line) ?? null;
    const last = runs.at(-1);
    if (last && severity === null && last.severity === null) last.text += `${line}\n`;
    else runs.push({ text: `${line}\n`, severity });
  }
  return runs;
}

/** What a new line begins with: as far in as the one before, one step more after a key that opens a part. */
export function indentOf(before: string): string {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const spaces = /^ */.exec(line)?.[0] ?? "";
  return /:\s*$/.test(line) ? `${spaces}  ` : spaces;
}
