// What changed between two texts is told by words, and nothing of either is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { difference, type Piece } from "../src/studio/difference";

function told(pieces: Piece[]): string {
  return pieces
    .map(({ kind, text }) => (kind === "same" ? text : kind === "out" ? `[-${text}]` : `[+${text}]`))
    .join("");
}

for (const [before, after, shown] of [
  ["Comptez trois jours.", "Comptez cinq jours.", "Comptez [-trois][+cinq] jours."],
  ["Oui.", "Oui, en tissu.", "Oui[+, en tissu]."],
  ["le petit chat noir dort", "le grand chien noir dort", "le [-petit chat][+grand chien] noir dort"],
  ["", "neuf", "[+neuf]"],
  ["rien", "", "[-rien]"],
  ["pareil", "pareil", "pareil"],
  ["", "", ""],
] as const) {
  test(`${before} -> ${after}`, () => assert.equal(told(difference(before, after)), shown));
}

test("each side can be read from what is told, whatever the texts", () => {
  const words = ["a", "b", " ", "c", "\n", ".", " d"];
  let seed = 7;
  const word = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return words[seed % words.length];
  };
  const text = () => Array.from({ length: 12 }, word).join("");
  for (let round = 0; round < 500; round++) {
    const [before, after] = [text(), text()];
    const pieces = difference(before, after);
    const side = (gone: Piece["kind"]) =>
      pieces
        .filter(({ kind }) => kind !== gone)
        .map((piece) => piece.text)
        .join("");
    assert.deepEqual([side("in"), side("out")], [before, after]);
  }
});

test("two long answers are compared in a blink", () => {
  const started = performance.now();
  const [before, after] = ["un mot ", "autre chose "].map((words) => words.repeat(1_600));
  difference(before ?? "", after ?? "");
  assert.ok(performance.now() - started < 1_000);
});
