// Finds one other entry of the same language: words, then one of a few.
import { useSignal } from "@preact/signals";
import { whenDrawn } from "../staff/focus.ts";
import { folded, typeset } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import type { Entry } from "../staff/wire.ts";
import { entries } from "./entries.ts";
import { StatusBadge } from "./StatusBadge.tsx";

const SHOWN = 6;

interface Props {
  not: Entry;
  chosen: Entry | null;
  onChoose: (entry: Entry | null) => void;
}

export function EntryPick({ not, chosen, onChoose }: Props) {
  const words = useSignal("");
  const found = matching(not, words.value);
  const choose = (entry: Entry | null) => {
    onChoose(entry);
    whenDrawn(() => document.getElementById(entry ? "picked-other" : "pick-words")?.focus());
  };
  if (chosen) return <Chosen entry={chosen} onOther={() => choose(null)} />;
  return (
    <div class="entry-pick">
      <label for="pick-words">{t("reshape.which")}</label>
      <input
        id="pick-words"
        class="input"
        type="search"
        value={words.value}
        placeholder={t("entries.search")}
        onInput={(event) => {
          words.value = event.currentTarget.value;
        }}
      />
      {found.length === 0 && <p class="hint">{t("reshape.none_found")}</p>}
      <ul class="list">
        {found.slice(0, SHOWN).map((entry) => (
          <li key={entry.id}>
            <button type="button" class="option" lang={entry.lang} onClick={() => choose(entry)}>
              <span>{typeset(entry.question)}</span>
              <StatusBadge status={entry.status} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Chosen({ entry, onOther }: { entry: Entry; onOther: () => void }) {
  return (
    <div class="picked">
      <p>
        <span class="hint">{t("reshape.with")}</span> <strong lang={entry.lang}>{typeset(entry.question)}</strong>{" "}
        <StatusBadge status={entry.status} />
      </p>
      <button id="picked-other" type="button" class="button small" onClick={onOther}>
        {t("reshape.other")}
      </button>
    </div>
  );
}

function matching(not: Entry, words: string): Entry[] {
  const looked = folded(words.trim()).split(/\s+/);
  return (entries.value ?? []).filter((entry) => {
    if (entry.id === not.id || entry.lang !== not.lang || entry.status === "retired") return false;
    const text = folded([entry.id, entry.question, ...entry.variants.map((one) => one.text)].join(" "));
    return looked.every((word) => text.includes(word));
  });
}
