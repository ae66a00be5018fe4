// How an answer is written: what to type, what visitors see.
import { t } from "../staff/i18n.ts";
import { Markdown } from "../staff/Markdown.tsx";

const EXAMPLES = ["bold", "link", "button", "steps", "image"] as const;

export function MarkdownHelp() {
  return (
    <details class="markdown-help">
      <summary>{t("markdown.help")}</summary>
      <dl>
        {EXAMPLES.map((name) => (
          <div key={name}>
            <dt>
              <code>{t(`markdown.${name}`)}</code>
            </dt>
            <dd>{name === "image" ? t("markdown.image_hint") : <Markdown text={t(`markdown.${name}`)} />}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
