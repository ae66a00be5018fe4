// Reads the small Markdown of curated answers into a tree: no HTML ever, links only where a click is harmless, images
// only from the site itself or over https.
import { tight } from "./typography";

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong" | "em"; children: Inline[] }
  | { kind: "link" | "button"; href: string; children: Inline[] }
  | { kind: "image"; src: string; alt: string }
  | { kind: "break" };

export type Block = { kind: "p"; lines: Inline[] } | { kind: "ul" | "ol"; start: number; items: Inline[][] };

const ITEM = /^\s{0,3}(?:([-*+•])|(\d{1,3})[.)])\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*?)\s*#*$/;
const SAFE = /^(https?:\/\/|mailto:|tel:)[^\s]/i;
// A path that starts with two slashes, or a slash and its mirror image, is another site.
const SAFE_IMAGE = /^(https:\/\/[^\s\\]|\/(?![/\\]))/i;

// One alternative a construct, each bounded, so that a hostile text cannot make it slow.
const INLINE = new RegExp(
  [
    /\\([\\*_[\]()`#!-])/, // 1: an escaped sign
    /(!?)\[([^[\]\n]{1,300})\]\(([^()\s]{1,500})( "button")?\)/, // 2 to 5: a link, a button or, with !, an image
    /\*\*(?=\S)([^*\n]{1,500})\*\*|__(?=\S)([^_\n]{1,500})__/, // 6, 7: bold
    /(?<![\w*])\*(?=\S)([^*\n]{1,500})\*(?!\w)|(?<!\w)_(?=\S)([^_\n]{1,500})_(?!\w)/, // 8, 9: italic
    /(https?:\/\/[^\s<>()]{1,500}[^\s<>().,;:!?»"'])/, // 10: a bare address
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);
const BARE = /(https?:\/\/[^\s<>()]{1,500}[^\s<>().,;:!?»"'])/g;

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  for (const paragraph of text.replace(/\r\n?/g, "\n").split(/\n[ \t]*\n/)) {
    for (const line of paragraph.split("\n")) addLine(blocks, line);
    blocks.push({ kind: "p", lines: [] });
  }
  return blocks.filter((block) => block.kind !== "p" || block.lines.length > 0);
}

// What a human wrote: as it is, with its web addresses made into links.
export function parsePlain(text: string): Inline[] {
  return split(text, BARE, ([address]) => link(address, [plain(address)]));
}

export function parseInline(text: string): Inline[] {
  return split(text, INLINE, (match) => {
    const [whole, escaped, image, label, href, button, bold, bold2, italic, italic2, bare] = match;
    if (escaped) return plain(escaped);
    if (label && href) {
      if (image) return SAFE_IMAGE.test(href) ? { kind: "image", src: href, alt: label } : plain(whole);
      return SAFE.test(href) ? link(href, parseInline(label), button ? "button" : "link") : plain(whole);
    }
    if (bold || bold2) return { kind: "strong", children: parseInline(bold ?? bold2 ?? "") };
    if (italic || italic2) return { kind: "em", children: parseInline(italic ?? italic2 ?? "") };
    return link(bare ?? whole, [plain(bare ?? whole)]);
  });
}

function addLine(blocks: Block[], line: string): void {
  const last = blocks.at(-1);
  const item = ITEM.exec(line);
  const content = lineContent(line);
  if (item) addItem(blocks, last, item);
  else if (last && last.kind !== "p" && /^\s{2,}/.test(line)) last.items.at(-1)?.push(plain(" "), ...content);
  else if (last?.kind !== "p") blocks.push({ kind: "p", lines: content });
  else last.lines.push(...(last.lines.length && content.length ? [{ kind: "break" } as const] : []), ...content);
}

function lineContent(line: string): Inline[] {
  const heading = HEADING.exec(line);
  return heading ? [{ kind: "strong", children: parseInline(heading[1] ?? "") }] : parseInline(line.trim());
}

function addItem(blocks: Block[], last: Block | undefined, [, bullet, number, content = ""]: RegExpExecArray): void {
  const kind = bullet ? "ul" : "ol";
  if (last?.kind === kind) last.items.push(parseInline(content));
  else blocks.push({ kind, start: Number(number ?? 1), items: [parseInline(content)] });
}

function split(text: string, pattern: RegExp, make: (match: RegExpMatchArray) => Inline): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) parts.push(plain(text.slice(from, match.index)));
    parts.push(make(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(plain(text.slice(from)));
  return parts;
}

function plain(text: string): Inline {
  return { kind: "text", text: tight(text) };
}

function link(href: string, children: Inline[], kind: "link" | "button" = "link"): Inline {
  return { kind, href, children };
}
