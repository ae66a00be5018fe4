// An internal note: only staff reads it.
import { clock } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { AsWritten } from "../staff/Markdown.tsx";
import type { StaffEvent } from "../staff/wire.ts";

export function Note({ event }: { event: StaffEvent }) {
  return (
    <li class="note">
      <p class="turn-by">
        <Icon name="note" size={14} /> {t("event.note", { name: event.author_name })}{" "}
        <time dateTime={event.at}>{clock(event.at)}</time>
      </p>
      <AsWritten text={event.payload.text ?? ""} />
    </li>
  );
}
