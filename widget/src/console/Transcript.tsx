// Everything that was said, in order, with the newest in sight.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { day, sameDay } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Detail, StaffEvent } from "../staff/wire.ts";
import { EventItem } from "./EventItem.tsx";
import { outbox } from "./outbox.ts";
import { PendingItem } from "./PendingItem.tsx";
import { VisitorTyping } from "./VisitorTyping.tsx";

const NEAR_PX = 80;

export function Transcript({ shown }: { shown: Detail }) {
  const box = useRef<HTMLDivElement>(null);
  const below = useSignal(false);
  const arrived = new Set(shown.events.map((event) => event.message_id));
  const pending = outbox.value.filter((one) => one.escalationId === shown.escalation.id && !arrived.has(one.id));
  useEffect(() => {
    if (below.value) return;
    toEnd(box.current);
  }, [shown.events.length, pending.length]);
  useEffect(() => {
    // The composer grows while one writes: the newest words stay in sight.
    const watcher = new ResizeObserver(() => below.value || toEnd(box.current));
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  const scrolled = () => {
    below.value = !nearEnd(box.current);
  };
  return (
    <div class="transcript-frame">
      <div
        class="transcript"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        ref={box}
        role="log"
        aria-label={t("conversation.transcript")}
        onScroll={scrolled}
      >
        <ol class="list">
          {shown.events.map((event, i) => (
            <EventWithDay key={event.seq} event={event} before={shown.events[i - 1]} lang={shown.conversation.lang} />
          ))}
          {pending.map((one) => (
            <PendingItem key={one.id} outgoing={one} />
          ))}
        </ol>
        <VisitorTyping />
      </div>
      {below.value && (
        <button type="button" class="button small to-end" onClick={() => toEnd(box.current)}>
          <Icon name="down" size={14} />
          {t("conversation.to_end")}
        </button>
      )}
    </div>
  );
}

function EventWithDay({ event, before, lang }: { event: StaffEvent; before: StaffEvent | undefined; lang: string }) {
  const newDay = !before || !sameDay(new Date(before.at), new Date(event.at));
  return (
    <>
      {newDay && <li class="day">{day(event.at)}</li>}
      <EventItem event={event} lang={lang} follows={!newDay && speaksOn(before, event)} />
    </>
  );
}

/** The same person goes on within a few minutes: no need to name them again. */
function speaksOn(before: StaffEvent | undefined, event: StaffEvent): boolean {
  if (before?.author !== event.author || before.author_name !== event.author_name) return false;
  return (
    before.kind === event.kind && event.kind === "message" && Date.parse(event.at) - Date.parse(before.at) < 180_000
  );
}

function nearEnd(box: HTMLElement | null): boolean {
  return !box || box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
}

function toEnd(box: HTMLElement | null): void {
  box?.scrollTo({ top: box.scrollHeight });
}
