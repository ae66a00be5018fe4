// What a revision changed, word by word; its words as they were, when it changed none.
import { t, tn } from "../staff/i18n.ts";
import { Markdown } from "../staff/Markdown.tsx";
import type { Entry } from "../staff/wire.ts";
import { differing, formOf } from "./form.ts";
import { told } from "./told.ts";
import { WordDifference } from "./WordDifference.tsx";

export function RevisionDetail({ entry, before }: { entry: Entry; before: Entry | null }) {
  const changed = before ? differing(formOf(before), formOf(entry)) : [];
  if (!before || !changed.length) return <Whole entry={entry} />;
  return (
    <div class="revision-detail">
      {changed.map((field) => (
        <div key={field} lang={entry.lang}>
          <p class="field-label">{t(`field.${field}`)}</p>
          <WordDifference before={told(formOf(before), field)} after={told(formOf(entry), field)} />
        </div>
      ))}
    </div>
  );
}

function Whole({ entry }: { entry: Entry }) {
  return (
    <div class="revision-detail" lang={entry.lang}>
      <p>
        <strong>{entry.question}</strong>
      </p>
      <Markdown text={entry.answer} />
      {entry.variants.length > 0 && (
        <p class="hint">
          {tn("entries.variants", entry.variants.length)} : {entry.variants.map(({ text }) => text).join(" · ")}
        </p>
      )}
    </div>
  );
}
