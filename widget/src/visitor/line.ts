// Keeps the browser and the engine in step: a socket, found again after a cut, or plain requests where none passes.
import { signal } from "@preact/signals";
import type { Journal } from "./journal";
import type { Outbox } from "./outbox";
import { Refused, type Rest } from "./rest";
import { Socket } from "./socket";
import type { Frame, FromEngine, Owner, Session } from "./wire";

const FIRST_WAIT = 300;
const LONGEST_WAIT = 8_000;
const POLL = 3_000;
// After this many sockets in a row that failed, plain requests carry the conversation.
const SOCKET_TRIES = 3;
// ... and one poll in this many tries a socket again.
const SOCKET_AGAIN = 7;
// A socket that lived this long was a good one: its end is a fresh failure.
const GOOD_LIFE = 2_000;
const GONE = [4401, 4404];

export interface Host {
  session(): Session | null;
  // Opens a conversation when there is none. Raises like fetch.
  begin(): Promise<Session>;
  onLost(): void;
  onTyping(name: string): void;
}

export class Line {
  readonly status = signal<"connecting" | "live" | "polling" | "offline">("connecting");
  #socket: Socket | null = null;
  #failures = 0;
  #ticks = 0;
  #readyAt = 0;
  #busy = false;
  #timer = 0;

  constructor(
    readonly rest: Rest,
    readonly journal: Journal,
    readonly outbox: Outbox,
    readonly host: Host,
  ) {
    addEventListener("online", () => this.start());
  }

  start(): void {
    clearTimeout(this.#timer);
    if (!this.#socket && !this.#busy) void this.#step();
  }

  stop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.end();
    clearTimeout(this.#timer);
  }

  send(frame: Frame): void {
    if (this.status.value === "live") this.#socket?.send(frame);
    else if (this.status.value === "polling") this.start();
  }

  typing(): void {
    this.#socket?.typing();
  }

  async #step(): Promise<void> {
    this.#busy = true;
    try {
      const session = this.host.session() ?? (await this.host.begin());
      if (this.#failures < SOCKET_TRIES || this.#ticks++ % SOCKET_AGAIN === SOCKET_AGAIN - 1) this.#dial(session);
      else await this.#poll(session);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#busy = false;
    }
  }

  #dial(session: Session): void {
    const hello = { token: session.token, after: this.journal.last };
    const socket: Socket = new Socket(this.rest.socketUrl(session), hello, {
      onFrame: (frame) => this.#hear(frame),
      onEnd: (code) => socket === this.#socket && this.#cut(code),
    });
    this.#socket = socket;
  }

  #hear(frame: FromEngine): void {
    if (frame.type === "ready") this.#ready(frame);
    if (frame.type === "event") this.journal.add([frame.event], frame.owner);
    if (frame.type === "ack") this.outbox.acknowledge(frame.id);
    if (frame.type === "error") this.outbox.refuse(frame.id, frame.detail);
    if (frame.type === "typing") this.host.onTyping(frame.name);
  }

  #ready({ owner }: { owner: Owner }): void {
    this.#readyAt = Date.now();
    this.status.value = "live";
    this.journal.add([], owner);
    for (const frame of this.outbox.waiting) this.#socket?.send(frame);
  }

  #cut(code: number): void {
    this.#socket = null;
    if (GONE.includes(code)) this.#lost();
    else this.#retry();
  }

  #retry(): void {
    const good = this.#readyAt && Date.now() - this.#readyAt > GOOD_LIFE;
    this.#failures = good ? 1 : this.#failures + 1;
    this.#readyAt = 0;
    if (this.status.value === "live") this.status.value = "connecting";
    this.#again(this.#failures === SOCKET_TRIES ? 0 : this.#backOff());
  }

  async #poll(session: Session): Promise<void> {
    const kept: string[] = [];
    for (const frame of this.outbox.waiting) if (await this.#post(session, frame)) kept.push(frame.id);
    const { owner, events } = await this.rest.events(session, this.journal.last);
    this.journal.add(events, owner);
    for (const id of kept) this.outbox.acknowledge(id);
    // Back from a cut: a socket may pass again.
    if (this.status.value === "offline") this.#ticks = SOCKET_AGAIN - 1;
    this.status.value = "polling";
    this.#failures = SOCKET_TRIES;
    this.#again(this.#ticks % SOCKET_AGAIN === SOCKET_AGAIN - 1 ? 0 : POLL);
  }

  // The events it causes are read with those that others caused before them: taken from here, they would hide these.
  async #post(session: Session, frame: Frame): Promise<boolean> {
    try {
      await this.rest.send(session, frame);
      return true;
    } catch (error) {
      if (!(error instanceof Refused) || error.gone || error.passing) throw error;
      this.outbox.refuse(frame.id, error.message);
      return false;
    }
  }

  #lost(): void {
    this.#failures++;
    this.host.onLost();
    this.#again(this.#backOff());
  }

  #failed(error: unknown): void {
    if (error instanceof Refused && error.gone && this.host.session()) {
      this.#lost();
    } else {
      this.#failures++;
      this.status.value = "offline";
      this.#again(this.#backOff());
    }
  }

  #backOff(): number {
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    return FIRST_WAIT + Math.random() * (longest - FIRST_WAIT);
  }

  #again(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), wait);
  }
}
