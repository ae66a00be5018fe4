// What the engine says of entries that ask the same as the one in the editor, or answer otherwise.
import { signal } from "@preact/signals";
import { get } from "../staff/api.ts";
import { t, tn } from "../staff/i18n.ts";
import { tell } from "../staff/notices.ts";
import type { Warning } from "../staff/wire.ts";

/** Of which entry, and what. */
export const lookalikes = signal<{ id: string; warnings: Warning[] }>({ id: "", warnings: [] });

/** A save brings its own; more of them than before are told, for the panel may be out of sight. */
export function takeWarnings({ id, warnings }: { id: string; warnings?: Warning[] }): void {
  if (!warnings) return;
  const before = lookalikes.value.id === id ? byPair(lookalikes.value.warnings).length : 0;
  const now = byPair(warnings).length;
  lookalikes.value = { id, warnings };
  if (now > before) tell(tn("similar.title", now), false, { label: t("similar.show"), act: show });
}

function show(): void {
  const panel = document.querySelector<HTMLDetailsElement>("#lookalikes");
  if (!panel) return;
  panel.open = true;
  panel.scrollIntoView({ block: "nearest" });
  panel.querySelector("summary")?.focus();
}

/** Ask for those of an entry that was opened; a panel that stays empty is no fault worth a word. */
export async function askFor(id: string): Promise<void> {
  if (lookalikes.peek().id === id) return;
  lookalikes.value = { id, warnings: [] };
  const found = await get<{ warnings: Warning[] }>(`/entries/${encodeURIComponent(id)}/similar`).catch(() => null);
  if (found && lookalikes.peek().id === id) lookalikes.value = { id, warnings: found.warnings };
}

/** Two entries may be named by several warnings: they are shown together, in the order they came. */
export function byPair(warnings: Warning[]): Warning[][] {
  const groups = new Map<string, Warning[]>();
  for (const warning of warnings) {
    const pair = `${warning.id} ${warning.entry_id}`;
    groups.set(pair, [...(groups.get(pair) ?? []), warning]);
  }
  return [...groups.values()];
}
