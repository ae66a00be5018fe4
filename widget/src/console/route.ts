// Where the adviser is: `#/<escalation>` and, on a small screen, `#/<escalation>/context`.
import { signal } from "@preact/signals";

export interface Route {
  id: string | null;
  context: boolean;
}

export const route = signal<Route>(read());

export function listenToRoute(): () => void {
  const changed = () => {
    route.value = read();
  };
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

export function addressOf(id: string | null, context = false): string {
  if (!id) return "#/";
  return `#/${encodeURIComponent(id)}${context ? "/context" : ""}`;
}

export function go(id: string | null, context = false): void {
  location.hash = addressOf(id, context);
}

function read(): Route {
  const [id = "", step] = location.hash.replace(/^#\/?/, "").split("/");
  return { id: id ? decodeURIComponent(id) : null, context: step === "context" };
}
