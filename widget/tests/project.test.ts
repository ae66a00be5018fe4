// Nobody's words are lost when two write the same files, and one is led to the line that is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, extent, indentOf, inOrder, merged, misnamed, numbered, type Wrong } from "../src/studio/project";

const BEFORE = { "a.yml": "a", "b.yml": "b", "c.yml": "c", "d.yml": "d" };

function wrong(file: string, line: number, severity: Wrong["severity"] = "error"): Wrong {
  return { file, line, severity, code: "c", text: "t" };
}

test("a file that is written, added or taken out has changed", () => {
  const { "d.yml": _, ...rest } = BEFORE;
  assert.deepEqual(changed(BEFORE, { ...rest, "b.yml": "B", "e.yml": "" }), ["b.yml", "d.yml", "e.yml"]);
  assert.deepEqual(changed(BEFORE, { ...BEFORE }), []);
});

test("what two people wrote in different files is put together", () => {
  const { "c.yml": _, ...mine } = { ...BEFORE, "a.yml": "mine", "new.yml": "mine" };
  const { "d.yml": __, ...theirs } = { ...BEFORE, "b.yml": "theirs" };
  const { files, clashes } = merged(BEFORE, mine, theirs);
  assert.deepEqual(files, { "a.yml": "mine", "b.yml": "theirs", "new.yml": "mine" });
  assert.deepEqual(clashes, []);
});

test("what two people wrote otherwise in one file is a clash, and mine stays until I say so", () => {
  const { "c.yml": _, ...theirs } = { ...BEFORE, "a.yml": "theirs", "b.yml": "same" };
  const { files, clashes } = merged(BEFORE, { ...BEFORE, "a.yml": "mine", "b.yml": "same", "c.yml": "mine" }, theirs);
  assert.deepEqual(clashes, ["a.yml", "c.yml"]);
  assert.deepEqual([files["a.yml"], files["b.yml"], files["c.yml"]], ["mine", "same", "mine"]);
});

test("a file has the name of a project's file, and nobody else's", () => {
  const given = ["data/règles (2).yml", "a.yaml", "a.yml", "../x.yml", "/x.yml", "a//b.yml", ".x/a.yml", "x.py", ""];
  assert.deepEqual(
    given.map((name) => misnamed(name, BEFORE)),
    [null, null, "taken", "unfit", "unfit", "unfit", "unfit", "unfit", "unfit"],
  );
  assert.deepEqual(
    ["credentials.yml", "x/endpoints.yaml", "my_credentials.yml"].map((name) => misnamed(name, {})),
    ["unfit", "unfit", null],
  );
});

test("problems of the open file come first, by line, then errors elsewhere", () => {
  const found = [
    wrong("a.yml", 1, "warning"),
    wrong("a.yml", 3),
    wrong("b.yml", 9),
    wrong("b.yml", 2, "warning"),
    wrong("b.yml", 2),
  ];
  assert.deepEqual(
    inOrder(found, "b.yml").map(({ file, line, severity }) => `${file} ${line} ${severity}`),
    ["b.yml 2 error", "b.yml 2 warning", "b.yml 9 error", "a.yml 3 error", "a.yml 1 warning"],
  );
});

test("a line is found by its number, the last for one beyond", () => {
  const text = "un\ndeux\n\nquatre";
  assert.deepEqual(
    [1, 2, 3, 4, 9, 0].map((line) => extent(text, line).join()),
    ["0,2", "3,7", "8,8", "9,15", "9,15", "0,2"],
  );
});

test("lines with a problem stand alone, an error before a remark", () => {
  const runs = numbered(4, [
    wrong("a", 2, "warning"),
    wrong("a", 2),
    wrong("a", 2, "warning"),
    wrong("a", 99, "warning"),
  ]);
  assert.deepEqual(runs, [
    { text: "1\n", severity: null },
    { text: "2\n", severity: "error" },
    { text: "3\n", severity: null },
    { text: "4\n", severity: "warning" },
  ]);
  assert.deepEqual(numbered(3, []), [{ text: "1\n2\n3\n", severity: null }]);
});

test("a new line begins as far in as the one before, or one step more", () => {
  assert.deepEqual(["rules:", "a\n  - b", "  steps: ", "x: y", ""].map(indentOf), ["  ", "  ", "    ", "", ""]);
});
