// A share between 0 and 1, as a bar with its number beside it.
import { percent } from "./format.ts";

interface Props {
  value: number;
  label: string;
  tone?: "good" | "warn" | "bad" | undefined;
  wide?: boolean;
  text?: string;
}

export function Meter({ value, label, tone, wide = false, text = percent(value) }: Props) {
  const share = Math.min(1, Math.max(0, value));
  return (
    <span class={["meter", tone, wide && "wide"].filter(Boolean).join(" ")}>
      <span class="unseen">{label} </span>
      <svg aria-hidden="true">
        <rect class="track" width="100%" height="100%" />
        <rect class="level" width={`${share * 100}%`} height="100%" />
      </svg>
      <span>{text}</span>
    </span>
  );
}
