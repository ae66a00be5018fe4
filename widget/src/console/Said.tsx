// What a person wrote: the customer on the left, the company on the right.
import { clock } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import { AsWritten } from "../staff/Markdown.tsx";
import type { StaffEvent } from "../staff/wire.ts";
import { me } from "./escalations.ts";
import { opened } from "./opened.ts";

export function Said({ event, lang, follows }: { event: StaffEvent; lang: string; follows: boolean }) {
  const customer = event.author === "visitor";
  return (
    <li class={["turn", customer ? "theirs" : "ours", follows && "follows"].filter(Boolean).join(" ")}>
      <p class={follows ? "turn-by unseen" : "turn-by"}>
        {speaker(event)} <time dateTime={event.at}>{clock(event.at)}</time>
      </p>
      <div class="bubble" lang={lang} title={clock(event.at)}>
        {(event.kind === "choice" || event.kind === "press") && <span class="chose">{t("event.chose")}</span>}
        <AsWritten text={event.payload.text ?? ""} />
      </div>
    </li>
  );
}

function speaker(event: StaffEvent): string {
  if (event.author === "visitor") return opened.value?.contact.name || t("author.visitor");
  const mine = opened.value?.adviser_id === me.value && event.author_name === opened.value?.adviser_name;
  return mine ? t("author.you") : event.author_name || t("author.adviser");
}
