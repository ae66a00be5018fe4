// Short messages that pass: shown at the corner, read aloud, gone by themselves.
import { signal } from "@preact/signals";
import { sentence } from "./api.ts";

export interface Notice {
  id: number;
  text: string;
  bad: boolean;
  /** What can be done about it at once. */
  action: Action | null;
}

export interface Action {
  label: string;
  act: () => void;
}

const STAYS_MS = 6_000;
const LONG_STAYS_MS = 12_000;

export const notices = signal<Notice[]>([]);
/** Said to those who listen, shown to nobody: what the eyes already see elsewhere. */
export const whispered = signal("");
let last = 0;

export function tell(text: string, bad = false, action: Action | null = null): void {
  last += 1;
  const id = last;
  notices.value = [...notices.value.slice(-2), { id, text, bad, action }];
  setTimeout(() => dismiss(id), bad || action ? LONG_STAYS_MS : STAYS_MS);
}

export function tellError(error: unknown): void {
  tell(sentence(error), true);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

export function whisper(text: string): void {
  whispered.value = text;
}
