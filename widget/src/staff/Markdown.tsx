// A curated answer as the visitor reads it: the visitor side's own parser, drawn as elements, never as HTML text.
import { type Block, type Inline, parseMarkdown, parsePlain } from "../visitor/markdown.ts";

export function Markdown({ text }: { text: string }) {
  return <div class="markdown">{parseMarkdown(text).map(block)}</div>;
}

/** What a person wrote, as it is, with its web addresses made into links. */
export function AsWritten({ text }: { text: string }) {
  return <p class="as-written">{parsePlain(text).map(inline)}</p>;
}

function block(part: Block) {
  if (part.kind === "p") return <p>{part.lines.map(inline)}</p>;
  const items = part.items.map((item) => <li>{item.map(inline)}</li>);
  return part.kind === "ol" ? <ol start={part.start}>{items}</ol> : <ul>{items}</ul>;
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
    case "link":
      return (
        <a href={part.href} target="_blank" rel="noopener noreferrer">
          {part.children.map(inline)}
        </a>
      );
  }
}
