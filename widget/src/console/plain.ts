// An answer written in Markdown as the plain words an adviser sends.
import { type Block, type Inline, parseMarkdown } from "../visitor/markdown.ts";

export function plain(markdown: string): string {
  return parseMarkdown(markdown).map(ofBlock).join("\n\n");
}

function ofBlock(block: Block): string {
  if (block.kind === "p") return ofInline(block.lines);
  return block.items
    .map((item, i) => `${block.kind === "ol" ? `${block.start + i}.` : "-"} ${ofInline(item)}`)
    .join("\n");
}

function ofInline(parts: Inline[]): string {
  return parts.map(ofPart).join("");
}

function ofPart(part: Inline): string {
  if (part.kind === "text") return part.text;
  if (part.kind === "break") return "\n";
  if (part.kind === "image") return `${part.alt} (${part.src})`;
  const words = ofInline(part.children);
  return (part.kind === "link" || part.kind === "button") && part.href !== words ? `${words} (${part.href})` : words;
}
