// The flows of the assistant: those in service, then what the draft adds.
import { signal } from "@preact/signals";
import { get } from "../staff/api.ts";
import type { Flow } from "./flow.ts";

/** Null while nobody knows. */
export const flows = signal<Flow[] | null>(null);

/** Read again whenever the view of entries opens; without an answer nothing is said of any flow. */
export async function load(): Promise<void> {
  const found = await get<{ flows: Flow[] }>("/assistant").catch(() => null);
  if (found) flows.value = found.flows;
}
