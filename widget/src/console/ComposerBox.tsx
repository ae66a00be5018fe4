// The text box and its send button; what is written is kept until it is sent.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Escalation, Exit } from "../staff/wire.ts";
import { writes } from "./composing.ts";
import { draft, setDraft } from "./drafts.ts";
import { typing } from "./live.ts";
import { send } from "./outbox.ts";

const MOST = 4_000;

export function ComposerBox({ escalation }: { escalation: Escalation }) {
  const as = writes.value;
  const text = draft(escalation.id, as);
  const email = as === "messages" && escalation.exit === "email";
  const submit = (event?: Event) => {
    event?.preventDefault();
    if (!text.trim()) return;
    setDraft(escalation.id, as, "");
    void send({ escalationId: escalation.id, conversationId: escalation.conversation_id, as, text: text.trim() });
  };
  const write = (words: string) => {
    setDraft(escalation.id, as, words);
    if (as === "messages" && escalation.exit === "chat" && words) typing(escalation.conversation_id);
  };
  return (
    <form class={`composer-box ${as === "notes" ? "noting" : ""}`} onSubmit={submit}>
      <label class="unseen" for="composer">
        {t(labelOf(as === "notes", escalation.exit))}
      </label>
      <textarea
        id="composer"
        class="input"
        rows={email ? 6 : 2}
        maxLength={MOST}
        lang={as === "messages" ? escalation.lang : undefined}
        value={text}
        placeholder={t(labelOf(as === "notes", escalation.exit))}
        aria-describedby="composer-hint"
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => sends(event, email) && submit(event)}
      />
      <div class="composer-foot">
        <span class="hint" id="composer-hint">
          {t(email ? "composer.hint_email" : "composer.hint")}
        </span>
        <button type="submit" class="button primary" disabled={!text.trim()}>
          <Icon name={as === "notes" ? "note" : email ? "email" : "send"} size={16} />
          {t(as === "notes" ? "composer.keep_note" : email ? "composer.send_email" : "composer.send")}
        </button>
      </div>
    </form>
  );
}

/** Enter sends a chat line or a note; an e-mail has paragraphs, so it takes Ctrl and Enter. */
function sends(event: KeyboardEvent, email: boolean): boolean {
  if (event.key !== "Enter" || event.isComposing) return false;
  return event.ctrlKey || event.metaKey || (!email && !event.shiftKey);
}

function labelOf(noting: boolean, exit: Exit) {
  if (noting) return "composer.write_note";
  return exit === "email" ? "composer.write_email" : "composer.write";
}
