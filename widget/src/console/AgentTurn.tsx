// What the virtual agent said, and why.

import { confidenceTone } from "../staff/confidence.ts";
import { clock } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Markdown } from "../staff/Markdown.tsx";
import { Meter } from "../staff/Meter.tsx";
import type { StaffEvent } from "../staff/wire.ts";

export function AgentTurn({ event, lang }: { event: StaffEvent; lang: string }) {
  const { text = "", question, choices = [], exits = [], confidence, reason, alternative } = event.payload;
  return (
    <li class="turn ours agent">
      <p class="turn-by">
        <Icon name="agent" size={14} /> {t("author.agent")} <time dateTime={event.at}>{clock(event.at)}</time>
      </p>
      <div class="bubble" lang={lang}>
        {event.kind === "answer" && question && <p class="answered">{question}</p>}
        <Markdown text={text} />
        <Offered
          list={[...choices.map((choice) => choice.question), ...exits.map((exit) => exit.label ?? exit.exit)]}
        />
      </div>
      {alternative && (
        <p class="why">
          {t("event.alternative", { who: [alternative.segment, alternative.page].filter(Boolean).join(" · ") })}
        </p>
      )}
      {(reason || confidence !== undefined) && (
        <p class="why">
          {confidence !== undefined && (
            <Meter value={confidence} label={t("event.confidence")} tone={confidenceTone(confidence)} />
          )}
          <span>{reason}</span>
        </p>
      )}
    </li>
  );
}

function Offered({ list }: { list: string[] }) {
  if (!list.length) return null;
  return (
    <ul class="offered list">
      {list.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}
