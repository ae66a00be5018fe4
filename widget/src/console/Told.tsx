// What the customer already told a form of the agent: nobody asks it again.
import { clock } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { said, t } from "../staff/i18n.ts";
import type { StaffEvent } from "../staff/wire.ts";
import { Fact } from "./Fact.tsx";

export function Told({ event }: { event: StaffEvent }) {
  return (
    <li class="note told">
      <p class="turn-by">
        <Icon name="check" size={14} /> {t("event.form")} <time dateTime={event.at}>{clock(event.at)}</time>
      </p>
      <dl class="facts">
        {Object.entries(event.payload.slots ?? {}).map(([slot, value]) => (
          <Fact key={slot} name={name(slot)}>
            {written(value)}
          </Fact>
        ))}
      </dl>
    </li>
  );
}

/** A slot that is named as what customers mention bears that name. */
function name(slot: string): string {
  const code = slot.toUpperCase();
  const words = said("named", code);
  return words === code ? slot.replaceAll("_", " ") : words;
}

function written(value: unknown): string {
  if (typeof value === "boolean") return t(value ? "event.yes" : "event.no");
  return Array.isArray(value) ? value.join(", ") : String(value);
}
