// The conversation on the screen: its head, what was said, and the place to write.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Composer } from "./Composer.tsx";
import { ConversationHead } from "./ConversationHead.tsx";
import { detail, open, opened, problem } from "./opened.ts";
import { addressOf, route } from "./route.ts";
import { Transcript } from "./Transcript.tsx";

export function ConversationPane() {
  const shown = detail.value;
  const escalation = opened.value;
  if (shown && escalation) {
    return (
      <section class="pane conversation" aria-labelledby="conversation-title">
        <ConversationHead escalation={escalation} />
        <Transcript key={escalation.id} shown={shown} />
        <Composer key={`composer-${escalation.id}`} escalation={escalation} />
      </section>
    );
  }
  return (
    <section class="pane conversation" aria-label={t("conversation.title")} aria-busy={route.value.id !== null}>
      {problem.value ? <CannotRead /> : route.value.id === null && <NothingOpen />}
    </section>
  );
}

function NothingOpen() {
  return (
    <div class="empty">
      <Icon name="chat" size={32} />
      <strong>{t("conversation.none")}</strong>
      <p>{t("conversation.none_hint")}</p>
      <p class="keys-hint">
        <kbd>j</kbd> <kbd>k</kbd> {t("keys.walk")} · <kbd>Enter</kbd> {t("keys.open")} · <kbd>c</kbd>{" "}
        {t("keys.claim_short")} · <kbd>?</kbd> {t("keys.help")}
      </p>
    </div>
  );
}

function CannotRead() {
  const id = route.value.id;
  return (
    <div class="empty" role="alert">
      <strong>{problem.value}</strong>
      <p>
        <button type="button" class="button" onClick={() => id && void open(id)}>
          {t("common.retry")}
        </button>{" "}
        <a class="button" href={addressOf(null)}>
          {t("conversation.back")}
        </a>
      </p>
    </div>
  );
}
