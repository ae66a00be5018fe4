// Keyboard shortcuts: single keys only outside text fields, and only while the person leaves them on.
import { signal } from "@preact/signals";
import { keep, kept } from "./kept.ts";

export const singleKeys = signal(kept("keys") !== "off");
export const shortcutsShown = signal(false);

export function allowSingleKeys(on: boolean): void {
  keep("keys", on ? "on" : "off");
  singleKeys.value = on;
}

/** The name of a key press: `j`, `?`, `Ctrl+s`, `Ctrl+Enter`; empty while text is being written or a dialog is open. */
export function pressed(event: KeyboardEvent): string {
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
  if (event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return "";
  if (event.key.length === 1 && (!singleKeys.value || writing(event.target))) return "";
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

export function writing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || isTextInput(target);
}

/** Call `act` for every key press on the page; gives the way to stop. */
export function onKeys(act: (key: string, event: KeyboardEvent) => void): () => void {
  const listen = (event: KeyboardEvent) => {
    const key = pressed(event);
    if (key) act(key, event);
  };
  addEventListener("keydown", listen);
  return () => removeEventListener("keydown", listen);
}

function isTextInput(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
}
