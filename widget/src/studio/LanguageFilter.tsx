// One language at a time, or all; absent where there is only one.
import type { Signal } from "@preact/signals";
import { languageTitle } from "../staff/format.ts";

export function LanguageFilter({ known, chosen }: { known: string[]; chosen: Signal<string> }) {
  if (known.length < 2) return null;
  return (
    <>
      {known.map((code) => (
        <button
          key={code}
          type="button"
          class="chip"
          aria-pressed={chosen.value === code}
          onClick={() => {
            chosen.value = chosen.value === code ? "" : code;
          }}
        >
          {languageTitle(code)}
        </button>
      ))}
    </>
  );
}
