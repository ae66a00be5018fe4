// What travels between the staff screens and the engine, as api/README.md says it.
export type Role = "visitor" | "adviser" | "curator" | "supervisor" | "admin";
export type Exit = "chat" | "email" | "callback";
export type Owner = "agent" | "queue" | "adviser" | "closed";
export type EscalationStatus = "waiting" | "claimed" | "closed";
export type EntryStatus = "draft" | "review" | "modified" | "published" | "retired";

export interface User {
  id: string;
  name: string;
  role: Role;
  languages: string[];
  teams: string[];
}

export interface Contact {
  name: string;
  email: string;
  phone: string;
}

export interface Escalation {
  id: string;
  conversation_id: string;
  exit: Exit;
  team: string;
  lang: string;
  subject: string;
  reason: string;
  status: EscalationStatus;
  contact: Contact;
  callback_at: string | null;
  adviser_id: string | null;
  adviser_name: string;
  created_at: string;
  claimed_at: string | null;
  closed_at: string | null;
}

export interface Choice {
  entry_id: string;
  question: string;
}

export interface Payload {
  text?: string;
  entry_id?: string | null;
  question?: string;
  confidence?: number;
  reason?: string;
  choices?: Choice[];
  exits?: { exit: Exit; label?: string; detail?: string }[];
  alternative?: { segment: string; page: string };
  exit?: Exit;
  team?: string;
  callback_at?: string | null;
  helpful?: boolean;
  stars?: number;
  comment?: string | null;
  flow?: string;
  slots?: Record<string, unknown>;
}

export interface StaffEvent {
  seq: number;
  kind: string;
  author: "visitor" | "agent" | "adviser" | "system";
  author_name: string;
  payload: Payload;
  at: string;
  message_id: string | null;
}

export interface Suggestion {
  id: string;
  question: string;
  answer: string;
  confidence: number;
}

/** Something the customer mentioned; cards and bank accounts are never among them. */
export interface Named {
  kind:
    | "ORDER_NUMBER"
    | "CUSTOMER_NUMBER"
    | "NAME"
    | "EMAIL"
    | "PHONE"
    | "ADDRESS"
    | "POSTAL_CODE"
    | "PLACE"
    | "DATE"
    | "AMOUNT";
  value: string;
}

export interface Detail {
  escalation: Escalation;
  conversation: { id: string; lang: string; page: string; segment: string; owner: Owner; seq: number };
  events: StaffEvent[];
  suggestions: Suggestion[];
  named: Named[];
}

export interface Team {
  id: string;
  name: Record<string, string>;
  open: boolean;
}

/** What several customers want. `weeks` counts requests by the Monday of their week, `handling` is seconds a request;
 *  `samples` are the requests that say the wordings, in their order. */
export interface Need {
  id: string;
  name: string;
  lang: string;
  theme: string;
  volume: number;
  langs: Record<string, number>;
  weeks: [string, number][];
  handling: number | null;
  emerging: boolean;
  wordings: string[];
  samples: string[];
  entry_id: string | null;
  entry_status: EntryStatus | null;
}

/** A past request, masked. */
export interface PastRequest {
  id: string;
  text: string;
  lang: string;
  reply: string | null;
  channel: string;
  at: string | null;
}

export interface Variant {
  text: string;
  origin: string;
}

/** What some visitors are answered instead: of a segment, on pages that begin so; an empty one is any. */
export interface Alternative {
  answer: string;
  segment: string;
  page: string;
}

export interface Entry {
  id: string;
  lang: string;
  question: string;
  answer: string;
  variants: Variant[];
  category: string;
  translation_of: string | null;
  need_id: string | null;
  /** The intent of the assistant's flow that starts once the answer was given; empty: none. */
  follow_up: string;
  alternatives: Alternative[];
  rejected: string[];
  in_review: boolean;
  publish_at: string | null;
  retire_at: string | null;
  status: EntryStatus;
  revision: number;
  published_revision: number | null;
  updated_at: string | null;
  updated_by: string;
}

/** What a person should know of an entry beside another: it never stops a save. */
export interface Warning {
  kind: "same-question" | "shared-wording" | "near-question" | "contradiction" | "mistranslation";
  about: About | null;
  id: string;
  our_question: string;
  entry_id: string;
  question: string;
  lang: string;
  ours: string;
  theirs: string;
  our_passage: string;
  their_passage: string;
  text: string;
}

export type About =
  | "amount"
  | "share"
  | "duration"
  | "date"
  | "time"
  | "number"
  | "phone"
  | "link"
  | "email"
  | "yes-no"
  | "denied"
  | "opposite";

export interface Fault {
  line: number;
  column: string;
  code: string;
  text: string;
}

export type ArrivedField = Exclude<
  keyof Entry,
  "id" | "need_id" | "status" | "revision" | "published_revision" | "updated_at" | "updated_by"
>;

/** What a file of entries would change, or changed. */
export interface ArrivedFile {
  file: string;
  counts: { new: number; changed: number; unchanged: number };
  new: { id: string; lang: string; question: string }[];
  changed: { id: string; lang: string; question: string; fields: ArrivedField[] }[];
  faults: Fault[];
  faulty: number;
  sheet: string;
  sheets: string[];
  warnings: Warning[];
}

export interface Revision {
  number: number;
  action: string;
  author: string;
  at: string;
  entry: Entry;
}

/** What a publication changed of one entry: the revision that visitors saw before and after; null is none. */
export interface Shown {
  entry_id: string;
  question: string;
  lang: string;
  before: number | null;
  after: number | null;
}

export interface Publication {
  version: number;
  action: string;
  author: string;
  at: string;
  back_to: number | null;
  changes: Shown[];
}

/** What came of a merge, a split or a move: the entries as they are, those that went, and what undoes it. */
export interface Reshaped {
  undo: string;
  version: number;
  entries: Entry[];
  gone: string[];
}

export interface FileReport {
  file: string;
  read: number;
  new: number;
  known: number;
  skipped: { line: number; reason: string }[];
  masked: Record<string, number>;
  languages: Record<string, number>;
}

/** A file nothing could be read from, and why. */
export interface UnreadFile {
  file: string;
  error: string;
}

export interface Job {
  id: string;
  kind: string;
  status: "queued" | "running" | "done" | "failed";
  progress: number;
  result: { reports?: (FileReport | UnreadFile)[] } | null;
  error: string | null;
}

export interface Explained {
  id: string;
  question: string;
  answer: string;
  confidence: number;
  wording: string;
  terms: string[];
  dense: number;
  lexical: number;
}

export interface NearWording {
  text: string;
  id: string;
  dense: number;
}

/** One question of a message that asks several. */
export interface Part {
  text: string;
  decision: string;
  confidence: number;
  reason: string;
  answers: Explained[];
}

export interface Explanation {
  language: string;
  decision: string;
  confidence: number;
  reason: string;
  threshold: { confidence: number; proven: boolean };
  lowered: { code: string; text: string }[];
  nearest: NearWording[];
  answers: Explained[];
  parts: Part[];
  exits: (Exit | { exit: Exit })[];
}

/** The entry a question is answered with. */
export interface Reply {
  entry_id: string;
  question: string;
  confidence: number;
}

/** A question whose answer a publication would change; null is no sure answer. */
export interface Move {
  text: string;
  lang: string;
  before: Reply | null;
  after: Reply | null;
  /** The answer before was the right one: the wording's own entry, or one that a visitor said helped. */
  right: boolean;
  /** It is an entry's own, and no visitor's. */
  wording: boolean;
}

/** What publishing, or retiring, would do to the questions visitors asked; `before` and `after` count those answered. */
export interface Previewed {
  asked: number;
  before: number;
  after: number;
  /** In points: the most the share answered may move without a warning. */
  alert: number;
  broken: number;
  warns: boolean;
  moves: Move[];
  /** Wordings that the change comes near to, asked again, of so many that are known; and those too many to ask. */
  known: number;
  wordings: number;
  left: number;
}

export type VoteVerdict = "kept" | "broken" | "open";
export type CoverageVerdict = "as-tried" | "less-than-tried" | "more-than-tried" | "open";

/** What became of questions; shares are in [0, 1], null where there is nothing to share. */
export interface Lived {
  questions: number;
  answered: number;
  coverage: number | null;
  confidence: number | null;
  yes: number;
  no: number;
  unhelpful: number | null;
  between: [number, number];
  verdict: VoteVerdict;
}

export interface Contested {
  id: string;
  lang: string;
  question: string;
  yes: number;
  no: number;
}

export interface Promised {
  days: number;
  wrong_in_100: number;
  certainty: number;
  threshold: { confidence: number; coverage: number; wrong: number; proven: boolean };
  live: Lived & { coverage_verdict: CoverageVerdict };
  topics: (Lived & { topic: string; wrong_in_100: number })[];
  entries: Contested[];
}
