// What the composer writes: a reply to the customer or an internal note.
import { computed, signal } from "@preact/signals";
import { whenDrawn } from "../staff/focus.ts";
import type { Key } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { draft, type Mode, setDraft } from "./drafts.ts";
import { me } from "./escalations.ts";
import { opened } from "./opened.ts";
import { whyNot } from "./permissions.ts";
import { plain } from "./plain.ts";

/** What the adviser chose; what is possible decides in `writes`. */
export const mode = signal<Mode>("messages");

export const whyNoReply = computed<Key | null>(() => (opened.value ? whyNot("reply", opened.value, me.value) : null));
export const writes = computed<Mode>(() => (whyNoReply.value ? "notes" : mode.value));

/** Put an answer into the reply after what is already there. */
export function insert(escalation: Escalation, markdown: string): void {
  mode.value = "messages";
  const before = draft(escalation.id, "messages").trimEnd();
  setDraft(escalation.id, "messages", before ? `${before}\n\n${plain(markdown)}` : plain(markdown));
  whenDrawn(toTheEnd);
}

function toTheEnd(): void {
  const box = document.getElementById("composer");
  if (!(box instanceof HTMLTextAreaElement)) return;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}
