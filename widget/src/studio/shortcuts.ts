// The keys of the studio.
import { t } from "../staff/i18n.ts";
import { onKeys, shortcutsShown, writing } from "../staff/keys.ts";
import { focusFirstRow, walkRows } from "../staff/rows.ts";
import type { Shortcut } from "../staff/Shortcuts.tsx";
import { current } from "./entries.ts";
import { route } from "./route.ts";
import { publishAndNext, saveNow } from "./saving.ts";

export function shortcuts(): Shortcut[] {
  return [
    { keys: ["↓", "↑"], does: t("studio_keys.walk") },
    { keys: ["j", "k"], does: t("studio_keys.walk_letters") },
    { keys: ["Enter"], does: t("studio_keys.edit") },
    { keys: ["x"], does: t("studio_keys.pick") },
    { keys: ["Ctrl", "S"], does: t("studio_keys.save") },
    { keys: ["Ctrl", "Enter"], does: t("studio_keys.publish") },
    { keys: ["Esc"], does: t("studio_keys.list") },
    { keys: ["/"], does: t("studio_keys.search") },
    { keys: ["?"], does: t("studio_keys.help") },
  ];
}

/** The lists one walks through; one of them at a time is on the screen. */
const LISTS = ["entry-list", "contested-list"];

const ACTS: Record<string, (event: KeyboardEvent) => void> = {
  j: () => walk(1),
  k: () => walk(-1),
  ArrowDown: (event) => inList(event) && walk(1),
  ArrowUp: (event) => inList(event) && walk(-1),
  "Ctrl+s": (event) => edits(event) && void saveNow(),
  "Ctrl+Enter": (event) => edits(event) && void publishAndNext(),
  Escape: (event) => {
    if (route.value.id && !inSearch(event)) focusFirstRow(document.getElementById("entry-list"));
  },
  "/": (event) => {
    event.preventDefault();
    document.getElementById("entry-search")?.focus();
  },
  "?": () => {
    shortcutsShown.value = true;
  },
};

export function listenToKeys(): () => void {
  return onKeys((key, event) => ACTS[key]?.(event));
}

function walk(step: number): void {
  const id = walkRows(list(), step);
  if (id) current.value = id;
}

function list(): HTMLElement | null {
  return LISTS.map((id) => document.getElementById(id)).find((found) => found) ?? null;
}

function inList(event: KeyboardEvent): boolean {
  if (!list()?.contains(event.target as Node)) return false;
  event.preventDefault();
  return true;
}

function edits(event: KeyboardEvent): boolean {
  if (route.value.view !== "entries" || !route.value.id || document.querySelector("dialog[open]")) return false;
  event.preventDefault();
  return true;
}

function inSearch(event: KeyboardEvent): boolean {
  return writing(event.target) && (event.target as HTMLElement).id === "entry-search";
}
