// The keys of the studio.
import { t } from "../staff/i18n.ts";
import { onKeys, shortcutsShown, writing } from "../staff/keys.ts";
import { focusFirstRow, walkRows } from "../staff/rows.ts";
import type { Shortcut } from "../staff/Shortcuts.tsx";
import { save } from "./assistant.ts";
import { merge, onNeed, toggle, undo } from "./correcting.ts";
import { current } from "./entries.ts";
import { dismiss, onGap, widen, write } from "./gaps.ts";
import { writingAddress } from "./NeedEntry.tsx";
import { close } from "./needOpened.ts";
import { go, route } from "./route.ts";
import { publishAndNext, saveNow } from "./saving.ts";

export function shortcuts(): Shortcut[] {
  return [
    { keys: ["↓", "↑"], does: t("studio_keys.walk") },
    { keys: ["j", "k"], does: t("studio_keys.walk_letters") },
    { keys: ["Enter"], does: t("studio_keys.edit") },
    { keys: ["x"], does: t("studio_keys.pick") },
    { keys: ["n", "v"], does: t("studio_keys.gap") },
    { keys: ["e"], does: t("studio_keys.need_entry") },
    { keys: ["m"], does: t("studio_keys.need_merge") },
    { keys: ["u"], does: t("studio_keys.need_undo") },
    { keys: ["Ctrl", "S"], does: t("studio_keys.save") },
    { keys: ["Ctrl", "Enter"], does: t("studio_keys.publish") },
    { keys: ["Esc"], does: t("studio_keys.list") },
    { keys: ["/"], does: t("studio_keys.search") },
    { keys: ["?"], does: t("studio_keys.help") },
  ];
}

/** The lists one walks through; one of them at a time is on the screen. */
const LISTS = ["entry-list", "contested-list", "gap-list", "need-list", "need-map"];

const ACTS: Record<string, (event: KeyboardEvent) => void> = {
  j: () => walk(1),
  k: () => walk(-1),
  ArrowDown: (event) => inList(event) && walk(1),
  ArrowUp: (event) => inList(event) && walk(-1),
  n: () => onGap(write),
  v: () => onGap(widen),
  x: () => {
    onGap(dismiss);
    onNeed(({ id }) => toggle(id));
  },
  e: () => onNeed((need) => go(writingAddress(need))),
  m: () => onNeed(merge),
  u: () => onNeed(undo),
  "Ctrl+s": (event) => {
    if (edits(event)) void saveNow();
    if (writesAssistant(event)) void save();
  },
  "Ctrl+Enter": (event) => edits(event) && void publishAndNext(),
  Escape: (event) => {
    if (route.value.id && route.value.view !== "assistant" && !inSearch(event)) leave();
  },
  "/": (event) => {
    event.preventDefault();
    document.querySelector<HTMLElement>("#entry-search, #need-search")?.focus();
  },
  "?": () => {
    shortcutsShown.value = true;
  },
};

export function listenToKeys(): () => void {
  return onKeys((key, event) => ACTS[key]?.(event));
}

/** Back to the list: an entry stays open beside it, a need does not. */
function leave(): void {
  if (route.value.view === "needs") close();
  else focusFirstRow(list());
}

function walk(step: number): void {
  if (document.activeElement?.closest("#need-pane")) focusFirstRow(list());
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

function writesAssistant(event: KeyboardEvent): boolean {
  if (route.value.view !== "assistant" || document.querySelector("dialog[open]")) return false;
  event.preventDefault();
  return true;
}

function inSearch(event: KeyboardEvent): boolean {
  return writing(event.target) && (event.target as HTMLElement).id === "entry-search";
}
