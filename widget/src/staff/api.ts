// The engine's routes, called from the same origin with the session cookie.
import { lang, t } from "./i18n.ts";
import { expired, user } from "./user.ts";

const ROOT = "/api/v1";
const JSON_TYPE = "application/json";
const LINES = "application/x-ndjson";

/** The engine refused: `code` for the page, `message` for the reader, in the reader's language. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** The engine could not be reached, or broke: the same call is worth trying again. */
export class Unreachable extends Error {}

type Query = Record<string, string | number | string[] | undefined>;

export function get<T>(path: string, query: Query = {}): Promise<T> {
  return call<T>("GET", path + written(query));
}

export function post<T>(path: string, body: object = {}): Promise<T> {
  return call<T>("POST", path, JSON.stringify(body), JSON_TYPE);
}

/** What takes long: `told` hears the share that is done. */
export async function follow<T>(path: string, body: object, told: (done: number) => void): Promise<T> {
  const response = await sent("POST", path, JSON.stringify(body), JSON_TYPE, LINES);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const lines = (rest + read.value).split("\n");
    rest = lines.pop() ?? "";
    for (const event of lines.map((line): { progress?: number; done?: T } => JSON.parse(line))) {
      if (event.done !== undefined) return event.done;
      told(event.progress ?? 0);
    }
  }
  throw new Unreachable(path);
}

export function put<T>(path: string, body: object): Promise<T> {
  return call<T>("PUT", path, JSON.stringify(body), JSON_TYPE);
}

export function remove(path: string): Promise<void> {
  return call<void>("DELETE", path);
}

export function upload<T>(path: string, form: FormData): Promise<T> {
  return call<T>("POST", path, form);
}

/** An id no other browser makes; `crypto.randomUUID` is missing on plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The sentence to show for whatever went wrong. */
export function sentence(error: unknown): string {
  if (error instanceof Problem) return error.message;
  if (error instanceof Unreachable) return t("error.unreachable");
  throw error;
}

async function call<T>(method: string, path: string, body?: BodyInit, type?: string): Promise<T> {
  const response = await sent(method, path, body, type);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function sent(
  method: string,
  path: string,
  body?: BodyInit,
  type?: string,
  accept = JSON_TYPE,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept, "Accept-Language": lang.value };
  if (type) headers["Content-Type"] = type;
  const response = await reach(ROOT + path, { method, headers, ...(body === undefined ? {} : { body }) });
  if (response.ok) return response;
  throw await problem(response, path);
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, credentials: "same-origin" });
  } catch (cause) {
    throw new Unreachable(address, { cause });
  }
}

async function problem(response: Response, path: string): Promise<Error> {
  if (response.status >= 500) return new Unreachable(`${response.status} ${path}`);
  if (response.status === 401 && path !== "/sessions" && user.value) expired.value = true;
  const body: { code?: string; detail?: unknown; title?: string } = await response.json().catch(() => ({}));
  const detail = typeof body.detail === "string" ? body.detail : (body.title ?? t("error.refused"));
  return new Problem(response.status, body.code ?? "", detail);
}

function written(query: Query): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== "") pairs.append(name, String(one));
    }
  }
  const text = pairs.toString();
  return text ? `?${text}` : "";
}
