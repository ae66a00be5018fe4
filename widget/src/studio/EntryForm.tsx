// The fields of an entry.
import { t } from "../staff/i18n.ts";
import { Alternatives } from "./Alternatives.tsx";
import { CategoryField } from "./CategoryField.tsx";
import { Dates } from "./Dates.tsx";
import { edit } from "./editing.ts";
import { FollowUpField } from "./FollowUpField.tsx";
import type { Form } from "./form.ts";
import { LanguageField } from "./LanguageField.tsx";
import { MarkdownHelp } from "./MarkdownHelp.tsx";
import { Rejected } from "./Rejected.tsx";
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
        <MarkdownHelp />
      </div>
      <Variants written={written} />
      <Rejected written={written} />
      <Alternatives alternatives={written.alternatives} lang={written.lang} />
      <FollowUpField intent={written.follow_up} />
      <Dates written={written} />
      <div class="field-row">
        <CategoryField category={written.category} />
        <LanguageField lang={written.lang} />
        <TranslationField lang={written.lang} of={written.translation_of} />
      </div>
    </form>
  );
}
