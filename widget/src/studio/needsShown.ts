// Which needs are shown, in which order, under which theme.
import { computed, signal } from "@preact/signals";
import { folded } from "../staff/format.ts";
import { keep, kept } from "../staff/kept.ts";
import type { Need } from "../staff/wire.ts";
import { answered, volumeOf } from "./need.ts";
import { needs, pulses, texts } from "./needs.ts";

export const ORDERS = ["volume", "trend", "name"] as const;
export type Order = (typeof ORDERS)[number];
export const LOOKS = ["list", "map", "time"] as const;
export type Look = (typeof LOOKS)[number];

export interface Theme {
  /** Empty for the needs that have little in common with others. */
  name: string;
  needs: Need[];
}

export const look = signal<Look>(LOOKS.find((known) => known === kept("needs")) ?? "list");
export const onlyOpen = signal(false);
export const onlyEmerging = signal(false);
export const language = signal("");
/** Null is every theme; the empty name is that of the needs without one. */
export const theme = signal<string | null>(null);
export const words = signal("");
export const order = signal<Order>("volume");

export const languages = computed(() =>
  [...new Set((needs.value ?? []).flatMap(({ langs }) => Object.keys(langs)))].sort(),
);
export const emerging = computed(() => (needs.value ?? []).filter((need) => need.emerging).length);

/** A theme of one need groups nothing. */
const shared = computed(() => {
  const counts = new Map<string, number>();
  for (const { theme: name } of needs.value ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Set([...counts].filter(([name, count]) => name && count > 1).map(([name]) => name));
});

/** Every theme, the most asked first, those without one at the end. */
export const allThemes = computed(() => grouped(needs.value ?? []).sort(byVolume));
/** The themes of what is shown, in the order that was chosen. */
export const themes = computed(() => {
  const found = grouped([...shown.value].sort(ORDER[order.value]));
  return found.sort({ volume: byVolume, trend: byTrend, name: byName }[order.value]);
});
export const shown = computed(() => {
  const looked = folded(words.value.trim()).split(/\s+/);
  return (needs.value ?? []).filter((need) => wanted(need) && looked.every((word) => says(need, word)));
});

export function themeOf(need: Need): string {
  return shared.value.has(need.theme) ? need.theme : "";
}

export function see(chosen: Look): void {
  keep("needs", chosen);
  look.value = chosen;
}

export function showAll(): void {
  onlyOpen.value = false;
  onlyEmerging.value = false;
  language.value = "";
  theme.value = null;
  words.value = "";
}

function wanted(need: Need): boolean {
  return (
    !(onlyOpen.value && answered(need)) &&
    !(onlyEmerging.value && !need.emerging) &&
    !(language.value && !need.langs[language.value]) &&
    (theme.value === null || themeOf(need) === theme.value)
  );
}

function says(need: Need, word: string): boolean {
  return Boolean(texts.value.get(need.id)?.includes(word)) || folded(themeOf(need)).includes(word);
}

function grouped(all: Need[]): Theme[] {
  const found = new Map<string, Need[]>();
  for (const need of all) {
    const name = themeOf(need);
    const held = found.get(name);
    if (held) held.push(need);
    else found.set(name, [need]);
  }
  return [...found].map(([name, held]) => ({ name, needs: held }));
}

const collator = new Intl.Collator();
const ORDER: Record<Order, (a: Need, b: Need) => number> = {
  volume: (a, b) => b.volume - a.volume,
  trend: (a, b) => growth(b) - growth(a) || b.volume - a.volume,
  name: (a, b) => collator.compare(a.name, b.name),
};

function byVolume(a: Theme, b: Theme): number {
  return last(a) - last(b) || volumeOf(b.needs) - volumeOf(a.needs);
}

function byTrend(a: Theme, b: Theme): number {
  return last(a) - last(b) || growthOf(b) - growthOf(a);
}

function byName(a: Theme, b: Theme): number {
  return last(a) - last(b) || collator.compare(a.name, b.name);
}

function last({ name }: Theme): number {
  return name ? 0 : 1;
}

function growthOf(each: Theme): number {
  return each.needs.reduce((sum, need) => sum + growth(need), 0);
}

/** How many deviations more were asked than a month before; 0 where that is not known. */
function growth({ id }: Need): number {
  const known = pulses.value.get(id);
  return known ? (known.recent - known.before) / Math.sqrt(known.recent + known.before) : 0;
}
