// The engine's routes: opening a conversation, searching, and sending when no socket gets through.
import type { About, ChatEvent, Frame, Lang, Owner, Session } from "./wire";

const PATHS: Record<Frame["type"], string> = {
  message: "messages",
  choice: "choices",
  handoff: "handoff",
  exit: "exits",
  feedback: "feedback",
  rating: "rating",
};

// A request the engine refused; the network failing is a TypeError instead.
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }

  get gone(): boolean {
    return this.status === 404 || this.status === 401;
  }

  get passing(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

export interface Found {
  id: string;
  question: string;
}

export class Rest {
  readonly base: string;

  constructor(
    endpoint: string,
    readonly lang: () => Lang,
  ) {
    this.base = `${endpoint.replace(/\/+$/, "")}/api/v1`;
  }

  about(): Promise<About> {
    return this.#call("GET", `/about?lang=${this.lang()}`);
  }

  async search(text: string, signal: AbortSignal): Promise<Found[]> {
    const query = new URLSearchParams({ q: text, lang: this.lang(), limit: "4" });
    const { results } = await this.#call<{ results: Found[] }>("GET", `/search?${query}`, { signal });
    return results;
  }

  open(page: string, segment: string): Promise<Session & { events: ChatEvent[] }> {
    return this.#call("POST", "/conversations", { body: { lang: this.lang(), page, segment } });
  }

  events(session: Session, after: number): Promise<{ owner: Owner; events: ChatEvent[] }> {
    return this.#call("GET", `/conversations/${session.id}/events?after=${after}`, { token: session.token });
  }

  send(session: Session, frame: Frame): Promise<unknown> {
    const { type, ...body } = frame;
    return this.#call("POST", `/conversations/${session.id}/${PATHS[type]}`, { body, token: session.token });
  }

  socketUrl(session: Session): string {
    return `${this.base.replace(/^http/, "ws")}/conversations/${session.id}/socket`;
  }

  async #call<T>(
    method: string,
    path: string,
    { body, token, signal }: { body?: unknown; token?: string; signal?: AbortSignal } = {},
  ): Promise<T> {
    const headers: Record<string, string> = { "Accept-Language": this.lang() };
    if (body) headers["Content-Type"] = "application/json";
    if (token) headers.Authorization = `Bearer ${token}`;
    const response = await fetch(this.base + path, {
      method,
      headers,
      body: body ? JSON.stringify(body) : null,
      signal: signal ?? AbortSignal.timeout(15_000),
      credentials: "omit",
    });
    if (response.ok) return (await response.json()) as T;
    const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
    throw new Refused(response.status, problem.code ?? "", problem.detail ?? "");
  }
}
