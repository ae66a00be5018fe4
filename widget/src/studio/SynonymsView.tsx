// The view of synonyms: groups of words that mean the same here, a language at a time.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Choices } from "../staff/Choices.tsx";
import { whenDrawn } from "../staff/focus.ts";
import { languageTitle } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { companyLanguages } from "./company.ts";
import { add, groups, load, problem, remove, wordsOf, write } from "./synonyms.ts";

export function SynonymsView() {
  const lang = useSignal("");
  useEffect(() => void load(), []);
  const chosen = lang.value || companyLanguages.value[0] || "fr";
  const found = groups.value?.[chosen] ?? [];
  const last = () => document.getElementById(found.length ? `synonym-${found.length - 1}` : "new-synonym");
  return (
    <div class="page synonyms" aria-busy={!groups.value && !problem.value}>
      <header class="page-head">
        <div>
          <h1>{t("synonyms.title")}</h1>
          <p class="page-lead">{t("synonyms.lead")}</p>
        </div>
        <Choices
          name="synonym-lang"
          label={t("field.lang")}
          options={companyLanguages.value.map((value) => ({ value, label: languageTitle(value) }))}
          chosen={chosen}
          onChoose={(value) => {
            lang.value = value;
          }}
        />
      </header>
      {problem.value && <p class="banner bad">{problem.value}</p>}
      <ol class="list">
        {found.map((words, i) => (
          <Group
            key={`${chosen} ${i}`}
            lang={chosen}
            words={words}
            place={i}
            onRemove={() => {
              void remove(chosen, i);
              whenDrawn(() => last()?.focus());
            }}
          />
        ))}
      </ol>
      <button
        id="new-synonym"
        type="button"
        class="button"
        disabled={!groups.value}
        onClick={() => {
          add(chosen);
          whenDrawn(() => document.getElementById(`synonym-${found.length}`)?.focus());
        }}
      >
        <Icon name="plus" size={16} /> {t("synonyms.add")}
      </button>
    </div>
  );
}

interface GroupProps {
  lang: string;
  words: string[];
  place: number;
  onRemove: () => void;
}

function Group({ lang, words, place, onRemove }: GroupProps) {
  const n = place + 1;
  const alone = words.length === 1;
  return (
    <li>
      <div class="variant">
        <input
          id={`synonym-${place}`}
          class="input"
          lang={lang}
          value={words.join(", ")}
          placeholder={t("synonyms.example")}
          aria-label={t("synonyms.group", { n })}
          aria-invalid={alone}
          aria-describedby={alone ? `synonym-${place}-alone` : undefined}
          onChange={({ currentTarget }) => {
            void write(lang, place, currentTarget.value);
            currentTarget.value = wordsOf(currentTarget.value).join(", ");
          }}
        />
        <button
          type="button"
          class="button plain square small"
          aria-label={t("synonyms.remove", { n })}
          onClick={onRemove}
        >
          <Icon name="trash" size={15} />
        </button>
      </div>
      {alone && (
        <p class="hint" id={`synonym-${place}-alone`}>
          {t("synonyms.alone")}
        </p>
      )}
    </li>
  );
}
