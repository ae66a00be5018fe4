// The questions found while typing, above the text, picked by arrows or by touch.
import { count, t } from "../i18n/words";
import type { Search } from "../search";
import { tight } from "../typography";
import { SEARCH } from "./glyphs";
import { Icon } from "./Icon";

export function Suggestions({ search, pick }: { search: Search; pick(question: string): void }) {
  const found = search.found.value;
  return (
    <>
      <div class="found" id="found" role="listbox" aria-label={t("found.label")} hidden={!found.length}>
        {found.map(({ id, question }, row) => (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: focus stays in the text
          <div
            key={id}
            id={`found-${row}`}
            role="option"
            aria-selected={row === search.at.value}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(question)}
          >
            <Icon path={SEARCH} /> <span>{tight(question)}</span>
          </div>
        ))}
      </div>
      <p class="sr" role="status">
        {count("found", found.length)}
      </p>
    </>
  );
}
