// Curated answers become trees of text and safe links, whatever is written in them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Inline, parseMarkdown, parsePlain } from "../src/visitor/markdown";

function words(parts: Inline[]): string {
  return parts.map((part) => ("text" in part ? part.text : "children" in part ? words(part.children) : "\n")).join("");
}

function links(text: string): string[] {
  const inline = parseMarkdown(text).flatMap((block) => (block.kind === "p" ? block.lines : block.items.flat()));
  return inline.flatMap((part) => (part.kind === "link" ? [part.href] : []));
}

test("paragraphs, bold, italic and lists are read", () => {
  const blocks = parseMarkdown("Un **gras** et *italique*\n\n- a\n- b\n\n2. c\n3. d");
  assert.deepEqual(
    blocks.map(({ kind }) => kind),
    ["p", "ul", "ol"],
  );
  const [paragraph, bullets, numbers] = blocks;
  assert.ok(paragraph?.kind === "p" && bullets?.kind === "ul" && numbers?.kind === "ol");
  assert.deepEqual(
    paragraph.lines.map(({ kind }) => kind),
    ["text", "strong", "text", "em"],
  );
  assert.deepEqual(bullets.items.map(words), ["a", "b"]);
  assert.equal(numbers.start, 2);
});

for (const safe of ["https://a.example/b?c=d", "http://a.example", "mailto:a@b.example", "tel:+33199004217"]) {
  test(`${safe} is a link`, () => assert.deepEqual(links(`voir [ici](${safe})`), [safe]));
}

for (const hostile of [
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert`1`)",
  "[x](data:text/html,<script>)",
  "[x](vbscript:a)",
  "[x](//evil.example)",
  "[x](/local)",
  "<a href=https//evil>x</a>",
  "<img src=x onerror=alert(1)>",
]) {
  test(`${hostile} stays text`, () => {
    assert.deepEqual(links(hostile), []);
    assert.equal(parseMarkdown(hostile).length, 1);
  });
}

function parts(text: string): Inline[] {
  return parseMarkdown(text).flatMap((block) => (block.kind === "p" ? block.lines : block.items.flat()));
}

for (const safe of ["https://a.example/b.png?c=d", "/images/plan.svg"]) {
  test(`${safe} is shown as an image`, () =>
    assert.deepEqual(parts(`![Le plan](${safe})`), [{ kind: "image", src: safe, alt: "Le plan" }]));
}

for (const hostile of [
  "![x](http://a.example/b.png)",
  "![x](//evil.example/b.png)",
  "![x](/\\evil.example/b.png)",
  "![x](javascript:alert`1`)",
  "![x](data:image/svg+xml,<svg/onload=alert`1`>)",
  '![x](https://a.example"onerror=alert`1`)',
  "![](https://a.example/b.png onerror=alert`1`)",
  "![x](\\/\\/evil.example)",
]) {
  test(`${hostile} shows no image that could do harm`, () => {
    const images = parts(hostile).filter((part) => part.kind === "image");
    for (const image of images) assert.ok(new URL(image.src).protocol === "https:");
    assert.ok(images.length === 0 || hostile.includes("https://a.example"));
  });
}

test("a link that says so is a button, and only over a safe address", () => {
  const [button] = parts('[Suivre mon colis](https://a.example/suivi "button")');
  assert.ok(button?.kind === "button");
  assert.deepEqual([button.href, words(button.children)], ["https://a.example/suivi", "Suivre mon colis"]);
  for (const hostile of ['[x](javascript:alert(1) "button")', '[x](//evil.example "button")', '[x](/y "button")']) {
    assert.ok(parts(hostile).every(({ kind }) => kind === "text"));
  }
  assert.ok(parts('[x](https://a.example "onclick=alert")').every(({ kind }) => kind !== "button"));
});

test("an exclamation before a link can be one", () => {
  assert.deepEqual(
    parts("Voyez\\![ici](https://a.example)").map(({ kind }) => kind),
    ["text", "text", "link"],
  );
});

test("HTML is text to the letter", () => {
  const [block] = parseMarkdown("<b>non</b>");
  assert.ok(block?.kind === "p");
  assert.deepEqual(block.lines, [{ kind: "text", text: "<b>non</b>" }]);
});

test("a word with underscores or a product of numbers is left alone", () => {
  const [block] = parseMarkdown("mon_fichier_final et 2*3*4");
  assert.ok(block?.kind === "p");
  assert.equal(words(block.lines), "mon_fichier_final et 2*3*4");
  assert.ok(block.lines.every(({ kind }) => kind === "text"));
});

test("what a human writes keeps its signs and gets its address linked without the full stop", () => {
  const parts = parsePlain("**voyez** https://a.example/b.");
  assert.equal(words(parts), "**voyez** https://a.example/b.");
  assert.deepEqual(
    parts.filter(({ kind }) => kind === "link").map((part) => "href" in part && part.href),
    ["https://a.example/b"],
  );
});

test("hostile texts are read in a blink", () => {
  const started = performance.now();
  for (const sign of ["[", "*", "_", "**", "[a](", "![", "![a](", '[a](b "', "* ", "https://", "\\", "#", "`", "- "]) {
    parseMarkdown(sign.repeat(20_000));
  }
  assert.ok(performance.now() - started < 2_000, `${performance.now() - started} ms`);
});

test("French signs never start a line", () => {
  const [block] = parseMarkdown("Combien ? 5 € : « oui »");
  assert.ok(block?.kind === "p");
  assert.equal(words(block.lines), "Combien\u00a0? 5\u00a0€\u00a0: «\u00a0oui\u00a0»");
});
