// What can be done about a gap; what is suggested stands out.
import { percent, typeset } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import type { Gap } from "./gap.ts";
import { dismiss, widen, write } from "./gaps.ts";
import { entryAddress } from "./route.ts";
import { StatusBadge } from "./StatusBadge.tsx";

export function GapActions({ gap }: { gap: Gap }) {
  return (
    <div class="gap-actions">
      <p class="hint">
        <Why gap={gap} />
      </p>
      <div class="gap-buttons">
        <Answers gap={gap} />
        <button type="button" class="button small plain" onClick={() => void dismiss(gap)}>
          {t("gaps.dismiss")}
          <Named gap={gap} />
        </button>
      </div>
    </div>
  );
}

function Answers({ gap }: { gap: Gap }) {
  const { state, entry, suggestion } = gap;
  if (state === "drafted" && entry) {
    return (
      <a class="button small primary" href={entryAddress(entry.entry_id)}>
        {t("gaps.open")}
        <Named gap={gap} />
      </a>
    );
  }
  const first = (action: string) => (suggestion.action === action ? "button small primary" : "button small");
  return (
    <>
      {suggestion.action === "answer" && suggestion.entry_id && (
        <a class="button small primary" href={entryAddress(suggestion.entry_id)}>
          {t("gaps.better")}
          <Named gap={gap} />
        </a>
      )}
      <button type="button" class={first("entry")} onClick={() => void write(gap)}>
        {t("gaps.write")}
        <Named gap={gap} />
      </button>
      <button type="button" class={first("variant")} onClick={() => widen(gap)}>
        {t("gaps.widen")}
        <Named gap={gap} />
      </button>
    </>
  );
}

/** Why this is suggested: the entry that waits, was shown, was found in the end, or is nearest. */
function Why({ gap: { state, entry, suggestion, nearest, lang } }: { gap: Gap }) {
  if (state === "drafted" && entry) {
    return (
      <>
        <StatusBadge status={entry.status} /> <q lang={lang}>{typeset(entry.question)}</q>
      </>
    );
  }
  const named = suggestion.entry_id ?? nearest?.entry_id;
  const question = suggestion.question || nearest?.question;
  if (!named || !question) return <>{t("gaps.nothing_near")}</>;
  const near = nearest?.entry_id === named ? ` (${percent(nearest.confidence)})` : "";
  return (
    <>
      {t(suggestion.action === "entry" ? "gaps.why.entry" : `gaps.why.${suggestion.action}`)}{" "}
      <a href={entryAddress(named)} lang={lang}>
        {typeset(question)}
      </a>
      {near}
    </>
  );
}

function Named({ gap: { name } }: { gap: Gap }) {
  return <span class="unseen"> : {name}</span>;
}
