// From the address to what is shown, and where focus goes when it changes.
import { effect, untracked } from "@preact/signals";
import { whenDrawn } from "../staff/focus.ts";
import { focusFirstRow } from "../staff/rows.ts";
import { mode } from "./composing.ts";
import { current, me, tab } from "./escalations.ts";
import { detail, leave, open, opened } from "./opened.ts";
import { whyNot } from "./permissions.ts";
import { tabOf } from "./queue.ts";
import { go, listenToRoute, route } from "./route.ts";

/** Keep the open conversation that of the address; gives the way to stop. */
export function followRoute(): () => void {
  const stopListening = listenToRoute();
  const stopFollowing = effect(() => {
    const { id } = route.value;
    untracked(() => (id ? show(id) : leave()));
  });
  const stopArriving = effect(() => {
    const id = detail.value?.escalation.id ?? null;
    if (id !== arrived) untracked(() => arrive(id));
  });
  return () => {
    stopListening();
    stopFollowing();
    stopArriving();
  };
}

/** To the composer where one may write, to the heading otherwise. */
export function focusConversation(): void {
  const escalation = opened.value;
  if (!escalation || document.querySelector("dialog[open]")) return;
  const writes = whyNot("reply", escalation, me.value) === null;
  document.getElementById(writes ? "composer" : "conversation-title")?.focus();
}

export function focusQueue(): void {
  whenDrawn(() => {
    if (focusFirstRow(document.getElementById("queue-list")) === null) document.getElementById("queue")?.focus();
  });
}

export function backToQueue(): void {
  go(null);
  focusQueue();
}

/** Show the tab the escalation is in now, so that its row stays in sight. */
export function followToTab(): void {
  const escalation = opened.value;
  if (escalation) tab.value = tabOf(escalation, me.value);
}

function show(id: string): void {
  current.value = id;
  void open(id);
}

function arrive(id: string | null): void {
  arrived = id;
  mode.value = "messages";
  if (id) whenDrawn(focusConversation);
}

let arrived: string | null = null;
