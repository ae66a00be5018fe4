// A question, what answers it today and what would.
import { percent, typeset } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Move, Reply } from "../staff/wire.ts";
import { entryAddress } from "./route.ts";

export function MoveItem({ move: { text, lang, before, after, right, wording } }: { move: Move }) {
  return (
    <li class="move">
      <p class="move-asked">
        <q lang={lang}>{text}</q>
        {wording ? (
          <span class="badge">{t("publication.own")}</span>
        ) : (
          right && <span class="badge good">{t("publication.right")}</span>
        )}
      </p>
      <dl>
        <div>
          <dt>{t("publication.now")}</dt>
          <Answered reply={before} lang={lang} />
        </div>
        <Icon name="forward" size={16} />
        <div>
          <dt>{t("publication.then")}</dt>
          <Answered reply={after} lang={lang} />
        </div>
      </dl>
    </li>
  );
}

/** The entry opens beside: a decision is still to be taken here. */
function Answered({ reply, lang }: { reply: Reply | null; lang: string }) {
  if (!reply) return <dd class="unsure">{t("publication.unsure")}</dd>;
  return (
    <dd>
      <a href={entryAddress(reply.entry_id)} target="_blank" rel="noopener noreferrer">
        <span lang={lang}>{typeset(reply.question)}</span>
        <span class="unseen"> ({t("common.new_tab")})</span>
      </a>{" "}
      <span class="hint">{t("publication.confidence", { confidence: percent(reply.confidence) })}</span>
    </dd>
  );
}
