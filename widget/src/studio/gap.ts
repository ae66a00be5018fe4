// What travels about gaps, as api/README.md says it.
import type { EntryStatus, Reply } from "../staff/wire.ts";

export type GapKind =
  | "handed-over"
  | "answered-by-adviser"
  | "none-of-these"
  | "thumbs-down"
  | "unanswered"
  | "reformulated"
  | "clarified";

/** Questions of visitors that ask the same and went wrong. */
export interface Gap {
  id: string;
  name: string;
  lang: string;
  state: "open" | "drafted" | "done" | "dismissed";
  score: number;
  volume: number;
  week: number;
  week_before: number;
  kinds: Partial<Record<GapKind, number>>;
  wordings: string[];
  replies: string[];
  first_at: string;
  last_at: string;
  nearest: Reply | null;
  suggestion: { action: "entry" | "variant" | "answer"; entry_id: string | null; question: string };
  entry: { entry_id: string; question: string; status: EntryStatus } | null;
}

/** One question of a gap, masked. */
export interface GapSource {
  conversation_id: string;
  seq: number;
  at: string;
  text: string;
  kinds: GapKind[];
  reply: string;
}
