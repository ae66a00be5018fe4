// The assistant being written: what the engine keeps, what is written, and what is wrong with it.
import { computed, signal } from "@preact/signals";
import { get, Problem, post, put, sentence } from "../staff/api.ts";
import { rememberFocus } from "../staff/focus.ts";
import { t } from "../staff/i18n.ts";
import { tell, tellError, whisper } from "../staff/notices.ts";
import { changed, type Files, merged, type Release, type Wrong } from "./project.ts";

interface Draft {
  version: number;
  author: string;
  at: string | null;
  changed: boolean;
}
interface Read {
  version: number;
  files: Files;
}

const SOON_MS = 500;

/** The draft as it was read or last saved; null until then. */
export const kept = signal<Read | null>(null);
export const files = signal<Files>({});
export const draft = signal<Draft | null>(null);
/** The version in service, 0: none. */
export const served = signal(0);
export const releases = signal<Release[]>([]);
export const wrong = signal<Wrong[]>([]);
export const checking = signal(false);
export const busy = signal<"save" | "publish" | "rollback" | null>(null);
export const problem = signal("");
/** Files that somebody else changed, too: what they made of them; null where they took one out. */
export const clashes = signal<Record<string, string | null>>({});

export const edited = computed(() => changed(kept.value?.files ?? {}, files.value));
export const errors = computed(() => wrong.value.filter(({ severity }) => severity === "error").length);

export async function load(): Promise<void> {
  try {
    const about = await get<{ version: number; draft: Draft; problems: Wrong[] }>("/assistant");
    const [read, history] = await Promise.all([
      get<Read>("/assistant/files"),
      get<{ versions: Release[] }>("/assistant/versions"),
    ]);
    served.value = about.version;
    draft.value = about.draft;
    releases.value = history.versions;
    if (!edited.value.length) {
      take(read);
      wrong.value = about.problems;
    }
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}

export function write(name: string, text: string): void {
  replace({ ...files.value, [name]: text });
}

export function takeOut(name: string): void {
  const { [name]: _, ...rest } = files.value;
  replace(rest);
}

/** Take what somebody else made of a file in the place of one's own. */
export function takeTheirs(name: string): void {
  const text = clashes.value[name];
  const { [name]: _, ...rest } = clashes.value;
  clashes.value = rest;
  if (text === null || text === undefined) takeOut(name);
  else write(name, text);
}

/** Write the files of a version again, to change or publish them anew. */
export async function takeVersion(version: number): Promise<void> {
  try {
    replace((await get<Read>("/assistant/files", { version })).files);
    tell(t("assistant.taken", { version }));
  } catch (error) {
    tellError(error);
  }
}

/** Keep the draft; gives its version, or null when it could not be kept. */
export async function save(): Promise<number | null> {
  const sent = files.value;
  if (!kept.value || busy.value) return null;
  if (!edited.value.length) return kept.value.version;
  busy.value = "save";
  try {
    const { version } = kept.value;
    const done = await put<{ draft: Draft; problems: Wrong[] }>("/assistant/files", { files: sent, version });
    kept.value = { version: done.draft.version, files: sent };
    draft.value = done.draft;
    if (files.value === sent) wrong.value = done.problems;
    clashes.value = {};
    problem.value = "";
    whisper(t("assistant.saved"));
    return done.draft.version;
  } catch (error) {
    problem.value = sentence(error);
    if (error instanceof Problem && error.code === "draft-changed") await join();
    return null;
  } finally {
    busy.value = null;
  }
}

/** Keep the draft and put it in service. */
export async function publish(): Promise<void> {
  const giveFocusBack = rememberFocus();
  const version = await save();
  if (version !== null) {
    await act("publish", { version }, ({ version: now }) => t("assistant.published", { version: now }));
  }
  giveFocusBack();
}

export async function rollBack(to: number): Promise<void> {
  const giveFocusBack = rememberFocus();
  await act("rollback", { to, seen: served.value }, () => t("assistant.rolled_back", { version: to }));
  giveFocusBack();
}

async function act(verb: "publish" | "rollback", body: object, told: (done: Read) => string): Promise<void> {
  busy.value = verb;
  try {
    tell(told(await post<Read>(`/assistant/${verb}`, body)));
  } catch (error) {
    tellError(error);
  }
  await load();
  busy.value = null;
}

/** Put together what two people wrote; nothing is kept before this person saves again. */
async function join(): Promise<void> {
  const theirs = await get<Read>("/assistant/files").catch(() => null);
  if (!theirs || !kept.value) return;
  const both = merged(kept.value.files, files.value, theirs.files);
  kept.value = theirs;
  clashes.value = Object.fromEntries(both.clashes.map((name) => [name, theirs.files[name] ?? null]));
  problem.value = both.clashes.length ? "" : t("assistant.joined");
  replace(both.files);
}

function take(read: Read): void {
  kept.value = read;
  files.value = read.files;
  clashes.value = {};
}

function replace(next: Files): void {
  files.value = next;
  clearTimeout(timer);
  timer = window.setTimeout(() => void check(), SOON_MS);
}

let timer = 0;
let again = false;

/** One check at a time: what was typed during it is checked once it is over. */
async function check(): Promise<void> {
  again = checking.value;
  if (again) return;
  checking.value = true;
  try {
    const sent = files.value;
    const { problems } = await post<{ problems: Wrong[] }>("/assistant/check", { files: sent });
    wrong.value = problems;
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  } finally {
    checking.value = false;
    if (again) void check();
  }
}
