// What an adviser may do with an escalation now, and why not otherwise.
import type { Key } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";

export type Action = "claim" | "reply" | "transfer" | "return" | "close";

/** The sentence that says why the action is impossible, or null when it is possible. */
export function whyNot(action: Action, escalation: Escalation, me: string): Key | null {
  if (escalation.status === "closed") return "why_not.closed";
  const mine = escalation.status === "claimed" && escalation.adviser_id === me;
  if (action === "claim") {
    if (mine) return "why_not.already_yours";
    return escalation.status === "claimed" ? "why_not.taken" : null;
  }
  if (!mine) return escalation.status === "claimed" ? "why_not.taken" : "why_not.claim_first";
  if (action === "reply" && escalation.exit === "callback") return "why_not.by_phone";
  return null;
}
