// Every field that an entry has is compared: what a colleague changed is never overwritten in silence.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blank, differing, FIELDS, type Form, reversed, tidy, translationOf, wordsOf } from "../src/studio/form";

const CHANGED: Form = {
  lang: "en",
  question: "Q",
  answer: "A",
  variants: [{ text: "v", origin: "curator" }],
  category: "c",
  translation_of: "t",
  follow_up: "track_order",
  alternatives: [{ answer: "pro", segment: "pro", page: "" }],
  rejected: ["non"],
  in_review: true,
  publish_at: "2026-05-04T12:00:00+00:00",
  retire_at: "2026-05-05T12:00:00+00:00",
};

test("a change of any field is seen", () => {
  assert.deepEqual(Object.keys(CHANGED).sort(), [...FIELDS].sort());
  assert.deepEqual(differing(blank("fr"), CHANGED), FIELDS);
  for (const field of FIELDS) {
    assert.deepEqual(differing(blank("fr"), { ...blank("fr"), [field]: CHANGED[field] }), [field]);
  }
});

test("the same instant written otherwise is no change", () => {
  const other = { ...CHANGED, publish_at: "2026-05-04T12:00:00.000Z", retire_at: "2026-05-05T14:00:00+02:00" };
  assert.deepEqual(differing(CHANGED, other), []);
});

test("what is empty is not sent", () => {
  const sent = tidy({ ...CHANGED, rejected: [" ", "a "], alternatives: [{ answer: " ", segment: "x", page: "" }] });
  assert.deepEqual([sent.rejected, sent.alternatives], [["a"], []]);
});

test("an earlier revision comes back without its dates", () => {
  const words = wordsOf(CHANGED as never);
  assert.deepEqual([words.publish_at, words.retire_at, words.in_review, words.answer], [null, null, false, "A"]);
});

test("a translation goes on with the same flow, in the same category", () => {
  const words = translationOf({ ...CHANGED, id: "suivi" } as never, "en");
  assert.deepEqual(words, { ...blank("en"), category: "c", follow_up: "track_order", translation_of: "suivi" });
  assert.equal(wordsOf(CHANGED as never).follow_up, "track_order");
});

test("dates in the wrong order are told at once", () => {
  assert.equal(reversed(CHANGED), false);
  assert.equal(reversed({ ...CHANGED, retire_at: CHANGED.publish_at }), true);
  assert.equal(reversed({ ...CHANGED, publish_at: null }), false);
});
