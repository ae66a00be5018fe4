// The exits that work now, each saying what it means now.
import { useSignal } from "@preact/signals";
import { count, moment, t } from "../i18n/words";
import { keep, read } from "../kept";
import type { EventOf, Exit, ExitKind } from "../wire";
import { Bubble } from "./Bubble";
import { useConversation } from "./current";
import { ExitForm } from "./ExitForm";
import { EXITS } from "./glyphs";
import { Icon } from "./Icon";
import { Markdown } from "./Markdown";

export function Offer({ event }: { event: EventOf<"offer"> }) {
  const conversation = useConversation();
  const open = conversation.journal.openOffer.value === event.seq;
  const { text, exits } = event.payload;
  return (
    <Bubble author="agent" after={open && <Exits exits={exits} />}>
      <Markdown text={text} />
    </Bubble>
  );
}

function Exits({ exits }: { exits: Exit[] }) {
  const conversation = useConversation();
  const chosen = useSignal(read<ExitKind>("form"));
  const choose = (exit: ExitKind | null) => {
    chosen.value = exit;
    keep("form", exit);
  };
  const form = exits.find(({ exit }) => exit === chosen.value && exit !== "chat");
  if (form) return <ExitForm exit={form} back={() => choose(null)} />;
  const chat = () =>
    conversation.send({
      type: "exit",
      exit: "chat",
      name: "",
      email: "",
      phone: "",
      text: "",
      slot: null,
    });
  const sending = conversation.outbox.waiting.some(({ type }) => type === "exit");
  return (
    <ul class="exits">
      {exits.map((exit) => (
        <li key={exit.exit}>
          <button
            type="button"
            class="exit"
            part="exit"
            disabled={sending}
            onClick={() => (exit.exit === "chat" ? chat() : choose(exit.exit))}
          >
            <Icon path={EXITS[exit.exit]} />
            <span>
              <strong>{exit.label || t(`exit.${exit.exit}`)}</strong>
              <small>{exit.detail || detail(exit)}</small>
            </span>
          </button>
        </li>
      ))}
      <Refusal />
    </ul>
  );
}

function Refusal() {
  const { outbox } = useConversation();
  const refused = outbox.sent.value.find(({ frame, refused }) => frame.type === "exit" && refused !== undefined);
  if (!refused) return null;
  return (
    <li class="state error" role="alert">
      {refused.refused || t("refused.detail")}
    </li>
  );
}

function detail({ exit, waiting = 0, slots = [] }: Exit): string {
  if (exit === "chat") return count("waiting", waiting);
  if (exit === "callback") return slots[0] ? t("exit.callback.detail", { when: moment(slots[0]) }) : "";
  return t("exit.email.detail");
}
