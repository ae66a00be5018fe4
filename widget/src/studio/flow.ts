// What is said of a flow of the assistant, and of an entry that goes on with it. Pure.

/** What an intent of the assistant starts: a form, or what a rule or a story of this name says. */
export interface Flow {
  intent: string;
  name: string;
  form: string;
  published: boolean;
}

export type Standing = "published" | "drafted" | "unknown";

/** Whether visitors would be led on; null where there is nothing to say: no flow, or nobody knows which there are. */
export function standing(intent: string, flows: Flow[] | null): Standing | null {
  if (!intent || !flows) return null;
  const flow = flows.find((each) => each.intent === intent);
  if (!flow) return "unknown";
  return flow.published ? "published" : "drafted";
}

/** What a flow is called, with its intent, which tells it from every other. */
export function titleOf({ name, intent }: Flow): string {
  return name && name !== intent ? `${name} (${intent})` : intent;
}

/** The name of a flow in a list of entries. */
export function nameOf(intent: string, flows: Flow[] | null): string {
  return flows?.find((each) => each.intent === intent)?.name || intent;
}
