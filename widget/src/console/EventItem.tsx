// One event of the transcript, by its kind.
import type { StaffEvent } from "../staff/wire.ts";
import { AgentTurn } from "./AgentTurn.tsx";
import { Milestone } from "./Milestone.tsx";
import { Note } from "./Note.tsx";
import { Opinion } from "./Opinion.tsx";
import { Said } from "./Said.tsx";
import { Told } from "./Told.tsx";

interface Props {
  event: StaffEvent;
  lang: string;
  follows: boolean;
}

export function EventItem({ event, lang, follows }: Props) {
  switch (event.kind) {
    case "message":
    case "choice":
    case "press":
      return <Said event={event} lang={lang} follows={follows} />;
    case "answer":
    case "clarify":
    case "ask":
    case "say":
    case "offer":
      return <AgentTurn event={event} lang={lang} />;
    case "form":
      return <Told event={event} />;
    case "note":
      return <Note event={event} />;
    case "feedback":
    case "rating":
      return <Opinion event={event} lang={lang} />;
    default:
      return <Milestone event={event} lang={lang} />;
  }
}
