// What two people made of one field, kept as one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bothOf, proposed } from "../src/studio/both";
import { blank, type Form } from "../src/studio/form";

const form = (change: Partial<Form>): Form => ({ ...blank("fr"), ...change });
const variants = (...texts: string[]) => form({ variants: texts.map((text) => ({ text, origin: "curator" })) });
const answer = (...paragraphs: string[]) => form({ answer: paragraphs.join("\n\n") });

test("variants that either added are kept, and those that either took out go", () => {
  const found = bothOf("variants", {
    before: variants("a", "b", "c"),
    mine: variants("a", "mine", "c"),
    theirs: variants("a", "b", "theirs"),
  });
  assert.deepEqual(
    found?.variants.map(({ text }) => text),
    ["a", "mine", "theirs"],
  );
});

test("paragraphs stay in their order, and one that both rewrote is there twice", () => {
  const before = answer("one", "two");
  assert.equal(
    bothOf("answer", { before, mine: answer("ONE", "two"), theirs: answer("one", "TWO") })?.answer,
    "ONE\n\nTWO",
  );
  assert.equal(
    bothOf("answer", { before, mine: answer("mine", "two"), theirs: answer("theirs", "two") })?.answer,
    "mine\n\ntheirs\n\ntwo",
  );
});

test("nothing is offered where one of the two is both", () => {
  const before = variants("a");
  assert.equal(bothOf("variants", { before, mine: variants("a", "b"), theirs: before }), null);
  assert.equal(bothOf("variants", { before, mine: before, theirs: variants("a", "b") }), null);
});

test("of a language or a date only one can stay", () => {
  const before = form({ lang: "fr" });
  assert.equal(bothOf("lang", { before, mine: form({ lang: "en" }), theirs: form({ lang: "de" }) }), null);
});

test("nobody's variants are lost before anybody chose", () => {
  const before = variants("a");
  assert.equal(proposed("variants", { before, mine: variants("a", "mine"), theirs: variants("a", "theirs") }), "both");
  assert.equal(proposed("variants", { before, mine: variants("a", "a"), theirs: variants("a", "theirs") }), "theirs");
  assert.equal(proposed("variants", { before, mine: variants("a", "mine"), theirs: before }), "mine");
  assert.equal(proposed("answer", { before: answer("a"), mine: answer("b"), theirs: answer("c") }), "mine");
});
