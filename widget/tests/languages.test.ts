// Every text exists in both languages, with the same details to fill in.
import assert from "node:assert/strict";
import { test } from "node:test";
import staffEn from "../src/staff/i18n/en.json";
import staffFr from "../src/staff/i18n/fr.json";
import en from "../src/visitor/i18n/en.json";
import fr from "../src/visitor/i18n/fr.json";
import talkEn from "../src/visitor/i18n/talk.en.json";
import talkFr from "../src/visitor/i18n/talk.fr.json";

const PAIRS: [string, Record<string, string>, Record<string, string>][] = [
  ["the button", fr.launcher, en.launcher],
  ["the panel", fr.chat, en.chat],
  ["a conversation under way", talkFr, talkEn],
  ["the console and the studio", staffFr, staffEn],
];

for (const [what, french, english] of PAIRS) {
  test(`${what} speaks both languages`, () => {
    assert.deepEqual(Object.keys(french).sort(), Object.keys(english).sort());
    for (const key in french) assert.deepEqual(details(french[key]), details(english[key]), key);
  });
}

function details(text = ""): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort();
}
