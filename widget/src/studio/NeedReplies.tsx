// What advisers replied: once each, figures before the eyes, so that two that say otherwise are seen.
import { useSignal } from "@preact/signals";
import { dayOrFull } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import { type Opened, type Replied, repliesOf } from "./needOpened.ts";

const FIRST = 4;
const FIGURE = /(\d+(?:[.,\u00a0\u202f ]\d+)*(?:\s?[€£$%])?)/;

export function NeedReplies({ found }: { found: Opened }) {
  const all = useSignal(false);
  const replies = repliesOf(found);
  if (!replies.length) return null;
  const more = replies.length - FIRST;
  return (
    <section>
      <h2>{tn("needs.replies", replies.length)}</h2>
      {replies.length > 1 && <p class="hint">{t("needs.replies_hint")}</p>}
      <ul class="need-lines">
        {replies.slice(0, all.value ? replies.length : FIRST).map((reply) => (
          <Reply key={reply.text} reply={reply} />
        ))}
      </ul>
      {!all.value && more > 0 && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            all.value = true;
          }}
        >
          {tn("needs.more_replies", more)}
        </button>
      )}
    </section>
  );
}

function Reply({ reply: { text, lang, count, at } }: { reply: Replied }) {
  return (
    <li class="need-source">
      <p class="need-reply" lang={lang}>
        {text.split(FIGURE).map((part, place) => (place % 2 ? <mark>{part}</mark> : part))}
      </p>
      <p class="hint">
        {tn("needs.replied", count)}
        {at && (
          <>
            {" · "}
            <time dateTime={at}>{dayOrFull(at)}</time>
          </>
        )}
      </p>
    </li>
  );
}
