// The answer in the window the visitor has, as it will be drawn.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Markdown } from "../staff/Markdown.tsx";
import type { Form } from "./form.ts";

export function Preview({ written }: { written: Form }) {
  const { lang, question, answer, variants } = written;
  return (
    <div class="preview" lang={lang}>
      <p class="preview-asked">{variants[0]?.text || question || "…"}</p>
      <div class="preview-answer">
        {answer.trim() ? <Markdown text={answer} /> : <p class="hint">{t("editor.no_answer")}</p>}
      </div>
      <p class="preview-foot" aria-hidden="true">
        <Icon name="good" size={15} />
        <Icon name="poor" size={15} />
      </p>
    </div>
  );
}
