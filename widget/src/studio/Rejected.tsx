// Wordings that are not to be proposed again; any of them may be taken back.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { edit } from "./editing.ts";
import type { Form } from "./form.ts";

export function Rejected({ written: { rejected, variants, lang } }: { written: Form }) {
  if (!rejected.length) return null;
  const without = (text: string) => rejected.filter((one) => one !== text);
  return (
    <details class="rejected">
      <summary>
        {t("field.rejected")} <span class="count">{rejected.length}</span>
      </summary>
      <p class="hint">{t("field.rejected_hint")}</p>
      <ul class="list">
        {rejected.map((text) => (
          <li key={text}>
            <span lang={lang}>{text}</span>
            <button
              type="button"
              class="button small"
              onClick={() => edit({ rejected: without(text), variants: [...variants, { text, origin: "curator" }] })}
            >
              {t("rejected.take")}
              <span class="unseen"> : {text}</span>
            </button>
            <button
              type="button"
              class="button plain square small"
              aria-label={t("rejected.forget", { text })}
              onClick={() => edit({ rejected: without(text) })}
            >
              <Icon name="close" size={15} />
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
