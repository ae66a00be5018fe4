// Curated answers close to what the customer asked, one click from the composer.

import { confidenceTone } from "../staff/confidence.ts";
import { typeset } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Markdown } from "../staff/Markdown.tsx";
import { Meter } from "../staff/Meter.tsx";
import type { Escalation, Suggestion } from "../staff/wire.ts";
import { insert, whyNoReply } from "./composing.ts";
import { go, route } from "./route.ts";

export function Suggestions({ escalation, list }: { escalation: Escalation; list: Suggestion[] }) {
  return (
    <section aria-labelledby="suggestions-title">
      <h3 id="suggestions-title">{t("context.suggestions")}</h3>
      {!list.length && <p class="hint">{t("context.no_suggestions")}</p>}
      <ul class="suggestions list">
        {list.map((suggestion) => (
          <li key={suggestion.id} lang={escalation.lang}>
            <SuggestionCard escalation={escalation} suggestion={suggestion} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SuggestionCard({ escalation, suggestion }: { escalation: Escalation; suggestion: Suggestion }) {
  const use = () => {
    if (route.value.context) go(escalation.id);
    insert(escalation, suggestion.answer);
  };
  return (
    <details>
      <summary>
        <span>{typeset(suggestion.question)}</span>
        <Meter
          value={suggestion.confidence}
          label={t("event.confidence")}
          tone={confidenceTone(suggestion.confidence)}
        />
      </summary>
      <Markdown text={suggestion.answer} />
      <button type="button" class="button small" disabled={whyNoReply.value !== null} onClick={use}>
        <Icon name="insert" size={14} />
        {t("context.insert")}
      </button>
    </details>
  );
}
