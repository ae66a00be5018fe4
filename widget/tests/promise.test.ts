// Every verdict has a look, and what is drawn of the votes stays on its line.
import assert from "node:assert/strict";
import { test } from "node:test";
import en from "../src/staff/i18n/en.json";
import fr from "../src/staff/i18n/fr.json";
import type { Lived } from "../src/staff/wire";
import { COVERAGE, drawn, VOTES } from "../src/studio/verdicts";

function lived(no: number, votes: number, between: [number, number]): Lived {
  const counts = { questions: votes, answered: votes, coverage: 1, confidence: 0.9, yes: votes - no, no };
  return { ...counts, unhelpful: votes ? no / votes : null, between, verdict: "open" };
}

for (const [language, words] of Object.entries({ fr, en })) {
  test(`every verdict has its words in ${language}`, () => {
    for (const verdict of Object.keys(VOTES)) assert.ok(words[`verdict.${verdict}` as keyof typeof words], verdict);
    for (const verdict of Object.keys(COVERAGE)) assert.ok(words[`coverage.${verdict}` as keyof typeof words], verdict);
  });
}

const CASES: [string, Lived, number, number][] = [
  ["few votes, a promise of 10 in 100", lived(1, 5, [0.02, 0.58]), 0.1, 0.6],
  ["many votes that keep it: the promise is in the middle", lived(20, 1000, [0.015, 0.027]), 0.1, 0.2],
  ["a promise of 50 in 100", lived(0, 3, [0, 0.54]), 0.5, 1],
  ["all votes against", lived(12, 12, [0.83, 1]), 0.1, 1],
  ["no vote", lived(0, 0, [0, 1]), 0.1, 1],
  ["a promise of half a wrong answer in 100", lived(0, 900, [0, 0.0026]), 0.005, 0.05],
];

for (const [what, counts, limit, end] of CASES) {
  test(`${what}: the line ends at ${end}`, () => {
    const place = drawn(counts, limit);
    assert.equal(place.end, end);
    assert.ok(0 <= place.low && place.low <= place.share + 1e-9 && place.share <= place.high && place.high <= 1);
    assert.ok(place.limit > 0 && place.limit <= 0.5 + 1e-9);
  });
}
