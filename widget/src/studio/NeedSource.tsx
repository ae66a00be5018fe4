// One past request: what was asked, what was replied, where and when.
import { full } from "../staff/format.ts";
import { said, t } from "../staff/i18n.ts";
import type { PastRequest } from "../staff/wire.ts";

export function NeedSource({ request: { text, reply, lang, channel, at } }: { request: PastRequest }) {
  return (
    <div class="need-source">
      <p lang={lang}>{text}</p>
      {reply && (
        <details>
          <summary>{t("needs.reply")}</summary>
          <p class="need-reply" lang={lang}>
            {reply}
          </p>
        </details>
      )}
      <p class="hint">
        {said("channel", channel)} · {at ? <time dateTime={at}>{full(at)}</time> : t("needs.no_date")}
      </p>
    </div>
  );
}
