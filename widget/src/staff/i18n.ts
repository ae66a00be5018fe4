// The words of both screens in the reader's language, and the switch between languages.
import { effect, signal } from "@preact/signals";
import en from "./i18n/en.json";
import fr from "./i18n/fr.json";
import { keep, kept } from "./kept.ts";

export type Lang = "fr" | "en";
export type Key = keyof typeof fr;
export type PluralKey = Extract<Key, `${string}.other`> extends `${infer Stem}.other` ? Stem : never;
export type Details = Record<string, string | number>;

export const LANGS: Lang[] = ["fr", "en"];
const WORDS: Record<Lang, Record<Key, string>> = { fr, en };

export const lang = signal<Lang>(first());

effect(() => {
  document.documentElement.lang = lang.value;
});

export function speak(chosen: Lang): void {
  keep("lang", chosen);
  lang.value = chosen;
}

export function t(key: Key, details: Details = {}): string {
  return fill(WORDS[lang.value][key], details);
}

/** The singular or plural of `key`, with `{n}` written as the language writes numbers. */
export function tn(key: PluralKey, n: number, details: Details = {}): string {
  const one = new Intl.PluralRules(lang.value).select(n) === "one";
  const number = new Intl.NumberFormat(locale()).format(n);
  return t(`${key}.${one ? "one" : "other"}` as Key, { n: number, ...details });
}

/** The words for a code the engine sent, or the code itself when this screen does not know it. */
export function said(
  family: "action" | "by" | "channel" | "decision" | "mask" | "exit" | "named",
  code: string,
): string {
  const words: Record<string, string> = WORDS[lang.value];
  return words[`${family}.${code}`] ?? code;
}

/** The reader's own variety of the language: dates of en-GB are not those of en-US. */
export function locale(): string {
  return navigator.languages.find((name) => name.startsWith(lang.value)) ?? lang.value;
}

function fill(words: string, details: Details): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

function first(): Lang {
  const wanted = [kept("lang"), ...navigator.languages].map((name) => name?.slice(0, 2));
  return LANGS.find((known) => known === wanted.find((name) => name === "fr" || name === "en")) ?? "fr";
}
