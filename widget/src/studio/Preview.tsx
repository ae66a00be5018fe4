// The answer in the window the visitor has, as it will be drawn; for each of those who are answered otherwise.
import { useSignal } from "@preact/signals";
import { t } from "../staff/i18n.ts";
import type { Alternative } from "../staff/wire.ts";
import type { Form } from "./form.ts";
import { VisitorView } from "./VisitorView.tsx";

export function Preview({ written }: { written: Form }) {
  const { lang, question, answer, variants, alternatives } = written;
  const chosen = useSignal(-1);
  const other = alternatives[chosen.value];
  const shown = other ? other.answer : answer;
  return (
    <div class="preview">
      {alternatives.length > 0 && (
        <div class="field">
          <label for="preview-for">{t("preview.for")}</label>
          <select
            id="preview-for"
            class="input"
            value={other ? chosen.value : -1}
            onChange={(event) => {
              chosen.value = Number(event.currentTarget.value);
            }}
          >
            <option value={-1}>{t("preview.everyone")}</option>
            {alternatives.map((each, i) => (
              <option key={i} value={i}>
                {audience(each)}
              </option>
            ))}
          </select>
        </div>
      )}
      <VisitorView lang={lang} asked={variants[0]?.text || question || "…"} question={question} answer={shown} />
      {!shown.trim() && <p class="hint">{t("editor.no_answer")}</p>}
    </div>
  );
}

/** Who an alternative is for, in words. */
export function audience({ segment, page }: Alternative): string {
  return [segment, page].filter((part) => part.trim()).join(" · ") || t("preview.everyone");
}
