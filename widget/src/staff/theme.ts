// Light, dark, or as the system says.
import { effect, signal } from "@preact/signals";
import { keep, kept } from "./kept.ts";

export type Theme = "auto" | "light" | "dark";
export const THEMES: Theme[] = ["auto", "light", "dark"];
export const theme = signal<Theme>(THEMES.find((name) => name === kept("theme")) ?? "auto");

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function wear(chosen: Theme): void {
  keep("theme", chosen);
  theme.value = chosen;
}
