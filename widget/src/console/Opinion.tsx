// What the customer thought of an answer or of the whole conversation.
import { clock } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { StaffEvent } from "../staff/wire.ts";

export function Opinion({ event, lang }: { event: StaffEvent; lang: string }) {
  const { helpful, stars, comment } = event.payload;
  const rating = event.kind === "rating";
  return (
    <li class="milestone">
      <Icon name={rating ? "star" : helpful ? "good" : "poor"} size={14} />
      <span>
        {rating ? t("event.rating", { stars: stars ?? 0 }) : t(helpful ? "event.helpful" : "event.unhelpful")}
      </span>
      {comment && <q lang={lang}>{comment}</q>} <time dateTime={event.at}>{clock(event.at)}</time>
    </li>
  );
}
