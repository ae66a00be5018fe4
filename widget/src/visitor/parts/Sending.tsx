// What the visitor sent and the engine has not shown yet: on its way, or refused with the reason.
import { t } from "../i18n/words";
import type { Sent } from "../outbox";
import { Bubble } from "./Bubble";
import { useConversation } from "./current";

export function Sending({ sent }: { sent: Sent }) {
  const { line, write, outbox } = useShown();
  const { frame, refused } = sent;
  if (frame.type === "exit" || frame.type === "feedback") return null;
  const text = frame.type === "message" ? frame.text : frame.type === "handoff" ? t("asked.human") : "";
  if (refused === undefined) {
    if (!text) return null;
    return (
      <Bubble author="visitor" after={<p class="state">{t(line.status.value === "live" ? "sending" : "unsent")}</p>}>
        <p class="plain pending">{text}</p>
      </Bubble>
    );
  }
  const again = () => {
    write(text);
    outbox.drop(frame.id);
  };
  return (
    <div class="failed" role="alert">
      {text && <Bubble author="visitor">{<p class="plain">{text}</p>}</Bubble>}
      <p class="state error">
        <strong>{t("refused")}</strong> {refused || t("refused.detail")}{" "}
        {frame.type === "message" && (
          <button type="button" class="link" onClick={again}>
            {t("again")}
          </button>
        )}
      </p>
    </div>
  );
}

function useShown() {
  const conversation = useConversation();
  return {
    line: conversation.line,
    outbox: conversation.outbox,
    write: (text: string) => conversation.write(text),
  };
}
