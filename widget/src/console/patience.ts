// When a wait deserves attention: seconds until amber and until red, by exit.
import type { Escalation, Exit } from "../staff/wire.ts";
import { waited } from "./queue.ts";

const PATIENCE: Record<Exit, [number, number]> = {
  chat: [120, 300],
  email: [4 * 3600, 24 * 3600],
  callback: [4 * 3600, 24 * 3600],
};

export function patience(escalation: Escalation, now: number): "" | "warn" | "bad" {
  if (escalation.status !== "waiting") return "";
  const late = escalation.callback_at ? (now - Date.parse(escalation.callback_at)) / 1000 : null;
  if (late !== null) return late > 0 ? "bad" : late > -600 ? "warn" : "";
  const [warn, bad] = PATIENCE[escalation.exit];
  const seconds = waited(escalation, now);
  return seconds >= bad ? "bad" : seconds >= warn ? "warn" : "";
}
