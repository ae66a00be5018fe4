// The entry in other languages: the original beside what is written, its translations and those still to write.
import { languageName, languageTitle, typeset } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import { Markdown } from "../staff/Markdown.tsx";
import type { Entry } from "../staff/wire.ts";
import { companyLanguages } from "./company.ts";
import { base, edit } from "./editing.ts";
import { entries } from "./entries.ts";
import type { Form } from "./form.ts";
import { entryAddress } from "./route.ts";
import { StatusBadge } from "./StatusBadge.tsx";

export function TranslationSide({ written }: { written: Form }) {
  const all = entries.value ?? [];
  const original = all.find(({ id }) => id === written.translation_of);
  if (original) return <Original entry={original} written={written} />;
  if (!base.value) return <p class="hint">{t("translation.save_first")}</p>;
  return <Translations of={base.value} all={all} />;
}

function Original({ entry, written }: { entry: Entry; written: Form }) {
  return (
    <section class="translation" aria-labelledby="original-title">
      <h2 id="original-title">{t("translation.original", { language: languageName(entry.lang) })}</h2>
      <div class="answer-card" lang={entry.lang}>
        <p>
          <a href={entryAddress(entry.id)}>{typeset(entry.question)}</a>
        </p>
        {entry.answer.trim() ? <Markdown text={entry.answer} /> : <p class="hint">{t("entries.no_answer")}</p>}
        {entry.variants.length > 0 && (
          <ul class="wordings">
            {entry.variants.map(({ text }) => (
              <li key={text}>{typeset(text)}</li>
            ))}
          </ul>
        )}
      </div>
      {!written.answer.trim() && entry.answer.trim() && (
        <button type="button" class="button small" onClick={() => edit({ answer: entry.answer })}>
          {t("translation.copy")}
        </button>
      )}
    </section>
  );
}

function Translations({ of, all }: { of: Entry; all: Entry[] }) {
  const made = all.filter(({ translation_of }) => translation_of === of.id);
  const known = new Set([of.lang, ...made.filter(({ status }) => status !== "retired").map(({ lang }) => lang)]);
  const missing = companyLanguages.value.filter((lang) => !known.has(lang));
  return (
    <section class="translation">
      {made.length === 0 && <p class="hint">{t("translation.none")}</p>}
      <ul class="list">
        {made.map((entry) => (
          <li key={entry.id}>
            <span class="lang">{entry.lang}</span>{" "}
            <a href={entryAddress(entry.id)} lang={entry.lang}>
              {typeset(entry.question)}
            </a>{" "}
            <StatusBadge status={entry.status} />
          </li>
        ))}
      </ul>
      {missing.map((lang) => (
        <a
          key={lang}
          class="button small"
          href={entryAddress("new", `translate=${encodeURIComponent(of.id)}&lang=${lang}`)}
        >
          {t("translation.write", { language: languageTitle(lang) })}
        </a>
      ))}
    </section>
  );
}
