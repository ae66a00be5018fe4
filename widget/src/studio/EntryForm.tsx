// The fields of an entry.
import { t } from "../staff/i18n.ts";
import { CategoryField } from "./CategoryField.tsx";
import { edit } from "./editing.ts";
import type { Form } from "./form.ts";
import { LanguageField } from "./LanguageField.tsx";
import { TranslationField } from "./TranslationField.tsx";
import { Variants } from "./Variants.tsx";

export function EntryForm({ written }: { written: Form }) {
  return (
    <form class="entry-form" onSubmit={(event) => event.preventDefault()}>
      <div class="field">
        <label for="entry-question">{t("field.question")}</label>
        <textarea
          id="entry-question"
          class="input question"
          rows={1}
          lang={written.lang}
          value={written.question}
          onInput={(event) => edit({ question: event.currentTarget.value.replace(/\n/g, " ") })}
        />
      </div>
      <div class="field">
        <label for="entry-answer">{t("field.answer")}</label>
        <textarea
          id="entry-answer"
          class="input answer"
          rows={9}
          lang={written.lang}
          value={written.answer}
          aria-describedby="entry-answer-hint"
          onInput={(event) => edit({ answer: event.currentTarget.value })}
        />
        <p class="hint" id="entry-answer-hint">
          {t("field.answer_hint")}
        </p>
      </div>
      <Variants lang={written.lang} variants={written.variants} />
      <div class="field-row">
        <CategoryField category={written.category} />
        <LanguageField lang={written.lang} />
        <TranslationField lang={written.lang} of={written.translation_of} />
      </div>
    </form>
  );
}
