// The keys of the console.

import { whenDrawn } from "../staff/focus.ts";
import { t } from "../staff/i18n.ts";
import { onKeys, shortcutsShown, writing } from "../staff/keys.ts";
import { walkRows } from "../staff/rows.ts";
import type { Shortcut } from "../staff/Shortcuts.tsx";
import { asking, claim } from "./actions.ts";
import { mode } from "./composing.ts";
import { current, me } from "./escalations.ts";
import { focusConversation, focusQueue, followToTab } from "./navigation.ts";
import { opened } from "./opened.ts";
import { whyNot } from "./permissions.ts";
import { go, route } from "./route.ts";

export function shortcuts(): Shortcut[] {
  return [
    { keys: ["j", "↓"], does: t("keys.next") },
    { keys: ["k", "↑"], does: t("keys.previous") },
    { keys: ["Enter"], does: t("keys.open_row") },
    { keys: ["c"], does: t("keys.claim") },
    { keys: ["r"], does: t("keys.reply") },
    { keys: ["n"], does: t("keys.note") },
    { keys: ["t"], does: t("keys.transfer") },
    { keys: ["Esc"], does: t("keys.back") },
    { keys: ["Enter"], does: t("keys.send") },
    { keys: ["Ctrl", "Enter"], does: t("keys.send_email") },
    { keys: ["?"], does: t("keys.show") },
  ];
}

const ACTS: Record<string, (event: KeyboardEvent) => void> = {
  j: () => walk(1),
  k: () => walk(-1),
  ArrowDown: (event) => inQueue(event) && walk(1),
  ArrowUp: (event) => inQueue(event) && walk(-1),
  c: (event) => void claimHere(event),
  r: (event) => write(event, "messages"),
  n: (event) => write(event, "notes"),
  t: transfer,
  Escape: (event) => {
    if (writing(event.target)) focusQueue();
    else if (route.value.id) back();
  },
  "?": () => {
    shortcutsShown.value = true;
  },
};

export function listenToKeys(): () => void {
  return onKeys((key, event) => ACTS[key]?.(event));
}

/** Claim the focused row of the queue, or the conversation on the screen. */
export async function claimHere(event?: KeyboardEvent): Promise<void> {
  event?.preventDefault();
  const id = (event && inQueue(event) ? current.value : null) ?? opened.value?.id ?? current.value;
  if (!id || !(await claim(id))) return;
  mode.value = "messages";
  go(id);
  followToTab();
  whenDrawn(focusConversation);
}

function walk(step: number): void {
  const id = walkRows(document.getElementById("queue-list"), step);
  if (id) current.value = id;
}

function write(event: KeyboardEvent, as: "messages" | "notes"): void {
  event.preventDefault();
  mode.value = as;
  whenDrawn(() => document.getElementById("composer")?.focus());
}

function transfer(): void {
  const escalation = opened.value;
  if (escalation && whyNot("transfer", escalation, me.value) === null) asking.value = "transfer";
}

function back(): void {
  go(route.value.context ? route.value.id : null);
  focusQueue();
}

function inQueue(event: KeyboardEvent): boolean {
  const queue = document.getElementById("queue-list");
  if (!queue?.contains(event.target as Node)) return false;
  if (event.key.startsWith("Arrow")) event.preventDefault();
  return true;
}
