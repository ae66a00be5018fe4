// What the visitor can do, and what there is to see: the one object every component reads.
import { batch, computed, signal } from "@preact/signals";
import { lang, speak } from "./i18n/words";
import { Journal } from "./journal";
import { forget, keep, read } from "./kept";
import { Line } from "./line";
import { Outbox } from "./outbox";
import { Rest } from "./rest";
import type { About, Lang, Request, Session } from "./wire";

const TYPING_SHOWN = 4_000;
const TYPING_SENT = 3_000;

export type Mood = "listening" | "thinking" | "answering" | "unsure" | "fetching" | "asleep";

export class Conversation {
  readonly rest: Rest;
  readonly journal = new Journal();
  readonly outbox = new Outbox();
  readonly line: Line;
  readonly about = signal<About | null>(null);
  readonly draft = signal(read<string>("draft") ?? "");
  readonly typing = signal("");
  readonly renewed = signal(false);
  // The components of a conversation under way, once fetched.
  readonly talk = signal<typeof import("./talk") | null>(null);
  readonly underWay = computed(() => this.#underWay());
  readonly mood = computed(() => this.#mood());
  readonly busy = computed(() => this.journal.owner.value === "agent" && this.#unanswered());
  #typingTimer = 0;
  #typedAt = 0;

  constructor(
    endpoint: string,
    readonly page: () => string,
    readonly segment: () => string,
  ) {
    this.rest = new Rest(endpoint, () => lang.value);
    this.line = new Line(this.rest, this.journal, this.outbox, {
      session: () => read<Session>("session"),
      begin: () => this.#begin(),
      onLost: () => this.#lost(),
      onTyping: (name) => this.#showTyping(name),
    });
    this.journal.events.subscribe(() => this.#onEvents());
    this.journal.owner.subscribe((owner) => keep("human", owner === "queue" || owner === "adviser"));
  }

  start(): void {
    this.line.start();
    void this.#readAbout();
  }

  say(text: string): void {
    const trimmed = text.trim();
    if (!trimmed) return;
    const chosen = read<Lang>("lang");
    this.send({ type: "message", text: trimmed, page: this.page(), ...(chosen && { lang: chosen }) });
  }

  send(request: Request): string {
    const frame = { ...request, id: newId() };
    this.outbox.add(frame);
    this.line.send(frame);
    return frame.id;
  }

  write(draft: string): void {
    this.draft.value = draft;
    keep("draft", draft);
    const human = this.journal.owner.value === "adviser" || this.journal.owner.value === "queue";
    if (!human || !draft || Date.now() - this.#typedAt < TYPING_SENT) return;
    this.#typedAt = Date.now();
    this.line.typing();
  }

  async speak(language: Lang): Promise<void> {
    await speak(language);
    keep("lang", language);
    void this.#readAbout();
    // Nothing was asked yet: greet again, in the new language.
    if (!this.journal.of("message").length && this.journal.owner.value === "agent") this.restart();
  }

  restart(): void {
    this.line.stop();
    batch(() => {
      this.outbox.clear();
      this.journal.clear();
      this.renewed.value = false;
    });
    forget("session");
    forget("form");
    forget("contact");
    this.line.start();
  }

  async #begin(): Promise<Session> {
    const { id, token, events } = await this.rest.open(this.page(), this.segment());
    keep("session", { id, token });
    this.journal.add(events);
    return { id, token };
  }

  #lost(): void {
    forget("session");
    batch(() => {
      this.renewed.value = this.journal.of("message").length > 0 || this.renewed.value;
      this.outbox.moveToNewConversation();
      this.journal.clear();
    });
  }

  async #readAbout(): Promise<void> {
    this.about.value = await this.rest.about().catch(() => this.about.value);
  }

  #showTyping(name: string): void {
    this.#stopTyping();
    this.typing.value = name;
    this.#typingTimer = setTimeout(() => this.#stopTyping(), TYPING_SHOWN);
  }

  #onEvents(): void {
    this.#stopTyping();
    this.outbox.settle(this.journal.ids);
    // The contact form has served; a shared computer must not remember it.
    if (this.journal.events.value.at(-1)?.kind === "escalated") forget("contact");
  }

  #stopTyping(): void {
    clearTimeout(this.#typingTimer);
    this.typing.value = "";
  }

  #unanswered(): boolean {
    return this.outbox.sent.value.some(({ frame, refused }) => {
      return refused === undefined && (frame.type === "message" || frame.type === "choice" || frame.type === "handoff");
    });
  }

  #underWay(): boolean {
    const said = this.journal.events.value.some(({ kind }) => kind !== "say");
    return said || this.draft.value !== "" || this.outbox.sent.value.length > 0;
  }

  #mood(): Mood {
    if (this.busy.value) return "thinking";
    if (this.journal.owner.value === "queue") return "fetching";
    const last = this.journal.events.value.at(-1)?.kind;
    if (last === "answer") return "answering";
    if (last === "clarify") return "unsure";
    if (last === "offer") return "fetching";
    const idle = !this.journal.of("message").length && !this.draft.value;
    return idle && this.about.value?.open === false ? "asleep" : "listening";
  }
}

// Unlike randomUUID, this also works on a page served without TLS.
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
