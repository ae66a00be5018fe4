// Everything said so far, kept scrolled to what is new unless the visitor reads back.
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n/words";
import { useConversation } from "./current";
import { DOWN, Icon } from "./Icon";
import { Welcome } from "./Welcome";

const NEAR = 80;

export function Log({ shown }: { shown: boolean }) {
  const { journal, outbox, busy, talk, typing, renewed } = useConversation();
  const parts = talk.value;
  const list = useRef<HTMLDivElement>(null);
  const behind = useSignal(false);
  const near = useRef(true);
  const sending = useRef(false);
  // The first greeting stands in the welcome, a judgement under its answer.
  const events = journal.events.value.filter(({ kind }, at) => kind !== "feedback" && (at > 0 || kind !== "say"));
  const sent = outbox.sent.value.filter(({ frame }) => frame.type !== "feedback");

  useLayoutEffect(() => {
    // Who has just sent something waits for the reply to it.
    if (near.current || sent.length || sending.current) toEnd(list.current);
    else behind.value = true;
    sending.current = sent.length > 0;
  }, [parts, events.length, sent.length, busy.value, typing.value]);
  useEffect(() => {
    if (shown) toEnd(list.current);
  }, [shown]);

  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = list.current as HTMLDivElement;
    near.current = scrollHeight - scrollTop - clientHeight < NEAR;
    if (near.current) behind.value = false;
  };
  return (
    <div class="middle">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by the keyboard */}
      <div class="log" part="log" role="log" aria-label={t("log")} tabIndex={0} ref={list} onScroll={onScroll}>
        <Welcome />
        {renewed.value && <p class="line-note">{t("renewed")}</p>}
        {parts && events.map((event) => <parts.Item key={event.seq} event={event} />)}
        {parts && sent.map((one) => <parts.Sending key={one.frame.id} sent={one} />)}
        {parts && <parts.Thinking />}
      </div>
      {behind.value && (
        <button type="button" class="to-end" onClick={() => toEnd(list.current)}>
          <Icon path={DOWN} /> {t("new")}
        </button>
      )}
    </div>
  );
}

// Down to the end, but never past a form being filled, nor past the start of the last thing said: a long answer is read
// from its top.
function toEnd(list: HTMLDivElement | null): void {
  if (!list) return;
  const last =
    list.querySelector<HTMLElement>("form:focus-within") ?? [...list.querySelectorAll<HTMLElement>(".turn")].at(-1);
  const end = list.scrollHeight - list.clientHeight;
  list.scrollTop = last ? Math.min(end, last.offsetTop - 12) : end;
}
