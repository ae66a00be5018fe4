// The words and dates of this element; only the visitor's language is fetched, the rest of it with the first question.
import { signal } from "@preact/signals";
import { fetchModule } from "../module";
import { tight } from "../typography";
import type { Lang } from "../wire";
import type { chat as en } from "./en.json";
import type { chat as fr } from "./fr.json";
import type talkEn from "./talk.en.json";
import type talkFr from "./talk.fr.json";

// A key missing in one language does not compile where it is used.
export type Key = (keyof typeof fr & keyof typeof en) | (keyof typeof talkFr & keyof typeof talkEn);

type Words = Partial<Record<Key, string>>;
type Counted = "waiting" | "found";

export const lang = signal<Lang>("fr");

let words: Words = {};
let talking = false;

export async function speak(language: Lang): Promise<void> {
  const { chat } = await fetchModule<{ chat: Words }>(`words.${language}.js`);
  words = { ...chat, ...(talking && (await talkWords(language))) };
  lang.value = language;
}

export async function learnToTalk(): Promise<void> {
  talking = true;
  words = { ...words, ...(await talkWords(lang.value)) };
}

async function talkWords(language: Lang): Promise<Words> {
  return (await fetchModule<{ default: Words }>(`talk.${language}.js`)).default;
}

export function t(key: Key, details: Record<string, string | number> = {}): string {
  // Read, so that a change of language shows everywhere.
  void lang.value;
  return tight(words[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ""));
}

export function count(key: Counted, n: number): string {
  return t(`${key}.${n === 0 ? "none" : n === 1 ? "one" : "other"}`, { n });
}

export function time(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(new Date(iso));
}

// "lundi 23 novembre à 09:00", or "aujourd'hui à 14:00" when it is.
export function moment(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  const day =
    days === 0 || days === 1
      ? new Intl.RelativeTimeFormat(lang.value, { numeric: "auto" }).format(days, "day")
      : new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long" }).format(at);
  return `${day}${lang.value === "fr" ? " à " : " at "}${time(iso)}`;
}

// The reader's own country when he reads this language, Europe's habits otherwise.
function locale(): string {
  return navigator.languages.find((one) => one.startsWith(`${lang.value}-`)) ?? (lang.value === "en" ? "en-GB" : "fr");
}

function midnight(at: Date): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
