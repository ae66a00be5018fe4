// The words of an entry as they were.

import { tn } from "../staff/i18n.ts";
import { Markdown } from "../staff/Markdown.tsx";
import type { Entry } from "../staff/wire.ts";

export function RevisionDetail({ entry }: { entry: Entry }) {
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
