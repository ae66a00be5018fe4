// One past request: what was asked, what was replied, where and when.
import { dayOrFull } from "../staff/format.ts";
import { said, t } from "../staff/i18n.ts";
import type { PastRequest } from "../staff/wire.ts";

interface Props {
  request: PastRequest;
  /** Whether the reply is what one looks for. */
  open?: boolean;
}

export function NeedSource({ request: { text, reply, lang, channel, at }, open = false }: Props) {
  return (
    <div class="need-source">
      <p lang={lang}>{text}</p>
      {reply && (
        <details open={open}>
          <summary>{t("needs.reply")}</summary>
          <p class="need-reply" lang={lang}>
            {reply}
          </p>
        </details>
      )}
      <p class="hint">
        {said("channel", channel)} · {at ? <time dateTime={at}>{dayOrFull(at)}</time> : t("needs.no_date")}
      </p>
    </div>
  );
}
