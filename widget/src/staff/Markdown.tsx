// A curated answer as the visitor reads it: the visitor side's own parser, drawn as elements, never as HTML text.
import { type Block, type Inline, parseInline, parseMarkdown, parsePlain } from "../visitor/markdown.ts";

export function Markdown({ text }: { text: string }) {
  return <div class="markdown">{parseMarkdown(text).map(block)}</div>;
}

/** One sentence of it, without a paragraph of its own. */
export function MarkdownLine({ text }: { text: string }) {
  return <>{parseInline(text).map(inline)}</>;
}

/** What a person wrote, as it is, with its web addresses made into links. */
export function AsWritten({ text }: { text: string }) {
  return <p class="as-written">{parsePlain(text).map(inline)}</p>;
}

function block(part: Block) {
  if (part.kind === "p") return <p>{part.lines.map(inline)}</p>;
  const items = part.items.map((item) => <li>{item.map(inline)}</li>);
  if (part.kind === "ul") return <ul>{items}</ul>;
  return <ol style={{ counterReset: `step ${part.start - 1}` }}>{items}</ol>;
}

function inline(part: Inline) {
  switch (part.kind) {
    case "text":
      return part.text;
    case "break":
      return <br />;
    case "strong":
      return <strong>{part.children.map(inline)}</strong>;
    case "em":
      return <em>{part.children.map(inline)}</em>;
    case "image":
      return <img src={part.src} alt={part.alt} loading="lazy" decoding="async" referrerpolicy="no-referrer" />;
    case "link":
    case "button":
      return (
        <a
          class={part.kind === "button" ? "button primary small" : undefined}
          href={part.href}
          target="_blank"
          rel="noopener noreferrer"
        >
          {part.children.map(inline)}
        </a>
      );
  }
}
