// What is done to the needs of the list: ticked, made one, parted, and taken back.
import { computed, signal } from "@preact/signals";
import { post } from "../staff/api.ts";
import { whenDrawn } from "../staff/focus.ts";
import { typeset } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import { tell, tellError } from "../staff/notices.ts";
import { focusFirstRow } from "../staff/rows.ts";
import type { Need } from "../staff/wire.ts";
import { close, needAddress, read } from "./needOpened.ts";
import { byId, canUndo, load } from "./needs.ts";
import { go, route } from "./route.ts";

export const picked = signal<ReadonlySet<string>>(new Set());
/** The row, or the circle, that is in the tab order. */
export const current = signal<string | null>(null);
/** What is under way, so that a key held down does it once. */
export const busy = signal(false);

export const pickedNeeds = computed(() => [...picked.value].flatMap((id) => byId.value.get(id) ?? []));

/** Do something with the need that is walked on, or is open. */
export function onNeed(act: (need: Need) => unknown): void {
  const need = byId.value.get(current.value ?? "") ?? byId.value.get(route.value.id ?? "");
  if (route.value.view === "needs" && need) void act(need);
}

export function toggle(id: string): void {
  const next = new Set(picked.value);
  if (!next.delete(id)) next.add(id);
  picked.value = next;
}

export function pickNone(): void {
  picked.value = new Set();
}

export async function merge(): Promise<void> {
  const ids = pickedNeeds.value.map(({ id }) => id);
  if (ids.length < 2) return;
  await change(async () => {
    const [merged] = await sent("/needs/merge", { ids });
    if (!merged) return;
    pickNone();
    current.value = merged.id;
    if (ids.includes(route.value.id ?? "")) go(needAddress(merged.id));
    tellChanged(tn("needs.merged", ids.length, { name: typeset(merged.name) }));
  });
}

export function split(need: Need, wordings: string[]): Promise<void> {
  return change(async () => {
    const made = (await sent(`/needs/${encodeURIComponent(need.id)}/split`, { wordings })).find(
      ({ id }) => id !== need.id,
    );
    tellChanged(t("needs.parted", { name: typeset(made?.name ?? "") }));
    current.value = made?.id ?? need.id;
  });
}

export async function undo(): Promise<void> {
  if (!canUndo.value) return;
  await change(async () => {
    const back = await sent("/needs/undo");
    pickNone();
    tell(tn("needs.undone", back.length));
    current.value = back[0]?.id ?? null;
  });
}

function tellChanged(text: string): void {
  tell(text, false, { label: t("needs.undo"), act: () => void undo() });
}

async function sent(path: string, body: object = {}): Promise<Need[]> {
  return (await post<{ needs: Need[] }>(path, body)).needs;
}

/** Do it once, then read what the needs are now, whether it was done or refused. */
async function change(act: () => Promise<void>): Promise<void> {
  if (busy.value) return;
  busy.value = true;
  try {
    await act();
  } catch (error) {
    tellError(error);
  } finally {
    await load();
    if (byId.value.has(route.value.id ?? "")) await read();
    else if (route.value.view === "needs" && route.value.id) close();
    busy.value = false;
    whenDrawn(focusCurrent);
  }
}

/** What had the focus may have gone: go on from the need. */
export function focusCurrent(): void {
  if (document.activeElement === document.body) focusFirstRow(document.querySelector("#need-list, #need-map"));
}
