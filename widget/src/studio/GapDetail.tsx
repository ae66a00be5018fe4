// What a gap is made of: wordings, what advisers replied, the questions themselves.
import { moment } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import type { Gap, GapSource } from "./gap.ts";
import { sources } from "./gaps.ts";

export function GapDetail({ gap: { id, lang, wordings, replies } }: { gap: Gap }) {
  const heard = sources.value[id];
  return (
    <div class="gap-detail">
      <section>
        <h3>{t("gaps.wordings")}</h3>
        <ul class="gap-lines">
          {wordings.map((words) => (
            <li key={words}>
              <q lang={lang}>{words}</q>
            </li>
          ))}
        </ul>
      </section>
      {replies.length > 0 && (
        <section>
          <h3>{t("gaps.replies")}</h3>
          <ul class="gap-lines">
            {replies.map((reply) => (
              <li key={reply} class="gap-reply" lang={lang}>
                {reply}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-busy={!heard}>
        <h3>{heard ? tn("gaps.sources", heard.length) : t("gaps.reading")}</h3>
        <ul class="gap-lines">
          {heard?.map((source) => (
            <Source key={`${source.conversation_id} ${source.seq}`} source={source} lang={lang} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Source({ source: { at, text, kinds, conversation_id }, lang }: { source: GapSource; lang: string }) {
  return (
    <li class="gap-source">
      <q lang={lang}>{text}</q>
      <span class="hint">
        <time dateTime={at}>{moment(at)}</time> · {kinds.map((each) => t(`gap_kind.${each}`)).join(", ")} ·{" "}
        <span title={conversation_id}>{t("gaps.conversation", { id: conversation_id.slice(0, 8) })}</span>
      </span>
    </li>
  );
}
