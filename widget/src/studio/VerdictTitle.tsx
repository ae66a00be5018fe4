// A verdict as a heading, with the sign of its tone.
import { Icon } from "../staff/Icon.tsx";
import type { IconName } from "../staff/icons.ts";
import type { Tone } from "./verdicts.ts";

const SIGNS: Record<Tone, IconName> = { good: "check", warn: "alert", bad: "alert", "": "info" };

export function VerdictTitle({ id, tone, text }: { id: string; tone: Tone; text: string }) {
  return (
    <h2 id={id} class={`verdict ${tone}`}>
      <Icon name={SIGNS[tone]} size={20} />
      {text}
    </h2>
  );
}
