// What travels between this element and the engine: events, frames and the few routes' bodies.
export type Lang = "fr" | "en";
export type Author = "visitor" | "agent" | "adviser" | "system";
export type Owner = "agent" | "queue" | "adviser" | "closed";
export type ExitKind = "chat" | "email" | "callback";

export interface EntryLink {
  entry_id: string;
  question: string;
}

export interface Exit {
  exit: ExitKind;
  team: string;
  waiting?: number;
  slots?: string[];
  label?: string;
  detail?: string;
}

export interface Contact {
  name?: string;
  email?: string;
  phone?: string;
}

export interface Payloads {
  message: { text: string };
  answer: { text: string; entry_id: string; question: string; lang: string; related?: EntryLink[] };
  clarify: { text: string; choices: EntryLink[] };
  // A form's question with buttons: a choice without “none of these”.
  ask: { text: string; choices: EntryLink[] };
  choice: { entry_id: string | null; text: string };
  press: { text: string };
  say: { text: string; intent?: string };
  offer: { text: string; exits: Exit[]; opens_at?: string | null };
  escalated: {
    exit: ExitKind;
    team: string;
    text: string;
    position?: number | null;
    callback_at?: string | null;
    contact?: Contact;
  };
  joined: { text: string; name: string };
  transferred: { text: string; team: string };
  returned: { text: string };
  closed: { text: string };
  feedback: { seq: number; helpful: boolean; comment?: string };
  rating: { stars: number; comment?: string };
}

export type Kind = keyof Payloads;

export interface EventOf<K extends Kind> {
  seq: number;
  kind: K;
  author: Author;
  author_name: string;
  payload: Payloads[K];
  at: string;
  message_id: string | null;
}

export type ChatEvent = { [K in Kind]: EventOf<K> }[Kind];

export interface ExitRequest {
  exit: ExitKind;
  name: string;
  email: string;
  phone: string;
  text: string;
  slot: string | null;
}

export type Request =
  | { type: "message"; text: string; page: string; lang?: Lang }
  | { type: "choice"; entry_id: string | null }
  | { type: "handoff" }
  | ({ type: "exit" } & ExitRequest)
  | { type: "feedback"; seq: number; helpful: boolean; comment: string }
  | { type: "rating"; stars: number; comment: string };

export type Frame = Request & { id: string };

export type FromEngine =
  | { type: "ready"; owner: Owner; seq: number; lang: string }
  | { type: "event"; event: ChatEvent; owner: Owner }
  | { type: "ack"; id: string; seq: number }
  | { type: "error"; id: string | null; code: string; detail: string }
  | { type: "typing"; name: string }
  | { type: "pong" };

export interface About {
  name: string;
  languages: string[];
  welcome: string;
  suggestions: EntryLink[];
  open: boolean;
  opens_at: string | null;
  contact: { email?: string; phone?: string };
}

export interface Session {
  id: string;
  token: string;
}
