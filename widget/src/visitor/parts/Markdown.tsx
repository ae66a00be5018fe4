// Shows parsed Markdown as elements: text is only ever text.
import type { ComponentChild } from "preact";
import { t } from "../i18n/words";
import { type Block, type Inline, parseMarkdown, parsePlain } from "../markdown";

export function Markdown({ text }: { text: string }) {
  return <>{parseMarkdown(text).map(block)}</>;
}

export function Plain({ text }: { text: string }) {
  return <p class="plain">{parsePlain(text).map(inline)}</p>;
}

function block(one: Block, at: number) {
  if (one.kind === "p") return <p key={at}>{one.lines.map(inline)}</p>;
  const items = one.items.map((item, row) => <li key={row}>{item.map(inline)}</li>);
  return one.kind === "ul" ? (
    <ul key={at}>{items}</ul>
  ) : (
    <ol key={at} style={{ counterReset: `step ${one.start - 1}` }}>
      {items}
    </ol>
  );
}

function inline(part: Inline, at: number): ComponentChild {
  if (part.kind === "text") return part.text;
  if (part.kind === "break") return <br key={at} />;
  if (part.kind === "image") {
    return <img key={at} src={part.src} alt={part.alt} loading="lazy" decoding="async" referrerpolicy="no-referrer" />;
  }
  const children = part.children.map(inline);
  if (part.kind !== "link" && part.kind !== "button") {
    const Tag = part.kind;
    return <Tag key={at}>{children}</Tag>;
  }
  return isElsewhere(part.href) ? (
    <a key={at} class={part.kind} href={part.href} target="_blank" rel="noopener noreferrer">
      {children}
      <span class="sr"> ({t("newtab")})</span>
    </a>
  ) : (
    <a key={at} class={part.kind} href={part.href}>
      {children}
    </a>
  );
}

function isElsewhere(href: string): boolean {
  return /^https?:/i.test(href) && URL.canParse(href) && new URL(href).origin !== location.origin;
}
