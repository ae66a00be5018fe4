// Other answers for some visitors, the first that fits: by segment, by page.

import { whenDrawn } from "../staff/focus.ts";
import { t } from "../staff/i18n.ts";
import type { Alternative } from "../staff/wire.ts";
import { AlternativeRow } from "./AlternativeRow.tsx";
import { edit } from "./editing.ts";
import { moved } from "./form.ts";

export function Alternatives({ alternatives, lang }: { alternatives: Alternative[]; lang: string }) {
  const keep = (next: Alternative[], place: number) => {
    edit({ alternatives: next });
    whenDrawn(() => document.getElementById(place < 0 ? "new-alternative" : `segment-${place}`)?.focus());
  };
  return (
    <fieldset class="alternatives">
      <legend class="field-label">
        {t("field.alternatives")} {alternatives.length > 0 && <span class="count">{alternatives.length}</span>}
      </legend>
      <p class="hint" id="alternatives-hint">
        {t("field.alternatives_hint")}
      </p>
      {alternatives.length > 0 && (
        <ol class="list">
          {alternatives.map((each, i) => (
            <AlternativeRow
              key={i}
              alternative={each}
              lang={lang}
              place={i}
              onChange={(change) =>
                edit({ alternatives: alternatives.map((one, j) => (i === j ? { ...one, ...change } : one)) })
              }
              onUp={() => keep(moved(alternatives, i, i - 1), i - 1)}
              onRemove={() =>
                keep(
                  alternatives.filter((_, j) => j !== i),
                  Math.min(i, alternatives.length - 2),
                )
              }
            />
          ))}
        </ol>
      )}
      <button
        id="new-alternative"
        type="button"
        class="button small"
        onClick={() => keep([...alternatives, { answer: "", segment: "", page: "" }], alternatives.length)}
      >
        {t("alternative.add")}
      </button>
    </fieldset>
  );
}
