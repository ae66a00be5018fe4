// How long a customer has been waiting, ticking; or when to call back, or when it was closed.
import { moment, shortMoment, spokenWait, wait } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { now } from "./clock.ts";
import { patience } from "./patience.ts";
import { waited } from "./queue.ts";

export function Waiting({ escalation }: { escalation: Escalation }) {
  const tone = patience(escalation, now.value);
  if (escalation.status === "closed" && escalation.closed_at) {
    return (
      <time class="waiting" dateTime={escalation.closed_at}>
        {shortMoment(escalation.closed_at)}
      </time>
    );
  }
  if (escalation.exit === "callback" && escalation.callback_at) {
    return (
      <time class={`waiting ${tone}`} dateTime={escalation.callback_at}>
        {moment(escalation.callback_at)}
      </time>
    );
  }
  if (escalation.status === "claimed") {
    return (
      <time class="waiting" dateTime={escalation.created_at}>
        {shortMoment(escalation.created_at)}
      </time>
    );
  }
  const seconds = waited(escalation, now.value);
  return (
    <span class={`waiting ${tone}`}>
      <span aria-hidden="true">{wait(seconds)}</span>
      <span class="unseen">{t("queue.waiting_for", { wait: spokenWait(seconds) })}</span>
    </span>
  );
}
