// One event of the conversation, shown by its kind.
import { t } from "../i18n/words";
import { tight } from "../typography";
import type { ChatEvent } from "../wire";
import { Answer } from "./Answer";
import { Bubble } from "./Bubble";
import { Clarify } from "./Clarify";
import { Escalated } from "./Escalated";
import { Markdown, Plain } from "./Markdown";
import { Offer } from "./Offer";
import { Rating } from "./Rating";

export function Item({ event }: { event: ChatEvent }) {
  switch (event.kind) {
    case "message":
    case "choice":
    case "press":
      return (
        <Bubble author={event.author} name={event.author_name} at={event.at}>
          <Plain text={event.payload.text || t("clarify.none")} />
        </Bubble>
      );
    case "say":
      return (
        <Bubble author="agent">
          <Markdown text={event.payload.text} />
        </Bubble>
      );
    case "answer":
      return <Answer event={event} />;
    case "clarify":
    case "ask":
      return <Clarify event={event} />;
    case "offer":
      return <Offer event={event} />;
    case "escalated":
      return <Escalated event={event} />;
    case "joined":
      return <Note text={event.payload.text || t("joined", { name: event.payload.name })} strong />;
    case "returned":
    case "transferred":
      return <Note text={event.payload.text || t(event.kind)} strong />;
    case "closed":
      return (
        <>
          <Note text={event.payload.text || t("closed")} strong />
          <Rating seq={event.seq} />
        </>
      );
    case "rating":
      return <Note text={`${"★".repeat(event.payload.stars)} ${t("rate.thanks")}`} />;
    default:
      return null;
  }
}

function Note({ text, strong = false }: { text: string; strong?: boolean }) {
  return <p class={strong ? "line-note turn" : "line-note"}>{tight(text)}</p>;
}
