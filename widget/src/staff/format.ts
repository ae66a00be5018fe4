// Dates, times, numbers and waits as the reader's language writes them.
import { lang, locale } from "./i18n.ts";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

export function clock(at: string): string {
  return format(at, { timeStyle: "short" });
}

export function day(at: string): string {
  return format(at, { weekday: "long", day: "numeric", month: "long" });
}

export function date(at: string): string {
  return format(at, { dateStyle: "medium" });
}

/** The time alone today, the day and the time otherwise. */
export function moment(at: string, now: number = Date.now()): string {
  if (sameDay(new Date(at), new Date(now))) return clock(at);
  return `${format(at, { weekday: "short", day: "numeric", month: "short" })} ${clock(at)}`;
}

/** The time alone today, the date alone otherwise: for narrow places. */
export function shortMoment(at: string): string {
  if (sameDay(new Date(at), new Date())) return clock(at);
  return format(at, { day: "numeric", month: "short" });
}

/** The day of a file that tells no hour, which stands as midnight in UTC; else the day and the time. */
export function dayOrFull(at: string): string {
  return /T00:00:00(\.0+)?(Z|\+00:00)$/.test(at) ? format(at, { dateStyle: "long", timeZone: "UTC" }) : full(at);
}

export function full(at: string): string {
  return format(at, { dateStyle: "long", timeStyle: "short" });
}

export function sameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

/** Seconds as `0:42`, `12:05`, `3 h 07` or days. */
export function wait(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  if (left < HOUR) return `${Math.floor(left / MINUTE)}:${pad(left % MINUTE)}`;
  if (left < DAY) return `${Math.floor(left / HOUR)} h ${pad(Math.floor((left % HOUR) / MINUTE))}`;
  return unit(Math.floor(left / DAY), "day");
}

/** The same wait in words, for those who hear it. */
export function spokenWait(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  if (left < MINUTE) return unit(left, "second");
  if (left < HOUR) return unit(Math.floor(left / MINUTE), "minute");
  if (left < DAY) return unit(Math.floor(left / HOUR), "hour");
  return unit(Math.floor(left / DAY), "day");
}

export function percent(value: number): string {
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(value);
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );
}

export function languageName(code: string): string {
  return new Intl.DisplayNames([lang.value], { type: "language" }).of(code) ?? code;
}

/** The name of a language where it stands alone: `Français`. */
export function languageTitle(code: string): string {
  const name = languageName(code);
  return name.charAt(0).toLocaleUpperCase(lang.value) + name.slice(1);
}

/** French signs that stand after a space never start a line. */
export function typeset(text: string): string {
  return text.replace(/ (?=[?!:;»])/g, "\u00a0");
}

/** Words as search compares them: lower case, accents folded. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function format(at: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), options).format(new Date(at));
}

function unit(value: number, name: string): string {
  return new Intl.NumberFormat(locale(), { style: "unit", unit: name, unitDisplay: "long" }).format(value);
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
