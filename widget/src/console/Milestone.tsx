// A turning point of the conversation: handed over, joined, transferred, returned, closed.
import { clock, typeset } from "../staff/format.ts";
import type { StaffEvent } from "../staff/wire.ts";

export function Milestone({ event, lang }: { event: StaffEvent; lang: string }) {
  return (
    <li class="milestone">
      <span lang={lang}>{typeset(event.payload.text ?? "")}</span> <time dateTime={event.at}>{clock(event.at)}</time>
    </li>
  );
}
