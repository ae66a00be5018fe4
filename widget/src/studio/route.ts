// Which view the address names, and the guard that keeps unsaved words from being left behind.
import { signal } from "@preact/signals";

export const VIEWS = ["needs", "gaps", "entries", "assistant", "publications", "import", "bench", "promise"] as const;
/** Views that another one leads to. */
const INNER = ["synonyms"] as const;
export type View = (typeof VIEWS)[number] | (typeof INNER)[number];

export interface Route {
  view: View;
  /** An entry's id, `new`, the name of a file, or null for the list. */
  id: string | null;
  query: URLSearchParams;
}

type Guard = (leave: () => void) => boolean;

export const route = signal<Route>(read());
let here = location.hash;
let guard: Guard | null = null;

/** Ask `held` before leaving; it gives true to hold the person here and calls `leave` when they decide to go. */
export function guardWith(held: Guard | null): void {
  guard = held;
}

export function go(address: string): void {
  location.hash = address;
}

export function entryAddress(id: string, query = ""): string {
  return `#/entries/${encodeURIComponent(id)}${query && `?${query}`}`;
}

export function fileAddress(name: string): string {
  return `#/assistant/${encodeURIComponent(name)}`;
}

export function listenToRoute(): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

function changed(): void {
  const wanted = location.hash;
  if (wanted === here) return;
  if (guard?.(() => arrive(wanted))) location.hash = here;
  else arrive(wanted);
}

function arrive(address: string): void {
  here = address;
  if (location.hash !== address) location.hash = address;
  route.value = read();
}

function read(): Route {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view, id] = path.split("/");
  return {
    view: [...VIEWS, ...INNER].find((name) => name === view) ?? "needs",
    id: id ? decodeURIComponent(id) : null,
    query: new URLSearchParams(query),
  };
}
