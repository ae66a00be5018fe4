// Circles never overlap, a trend is more than chance, weeks add up, and the need that goes on is the answered one.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EntryStatus, Need } from "../src/staff/wire";
import { mapped, towards } from "../src/studio/mapping";
import { share, standing, survivor } from "../src/studio/need";
import { steps, weekly } from "../src/studio/needWeeks";
import { around, packed } from "../src/studio/packing";
import { mondayOf, pulse, spanOf, weekNumber } from "../src/studio/trend";

const MONDAYS = Array.from({ length: 8 }, (_, at) => mondayOf(weekNumber("2026-03-02") + at));

function need(id: string, volume: number, changes: Partial<Need> = {}): Need {
  const none = { handling: null, emerging: false, entry_id: null, entry_status: null };
  return {
    id,
    name: id,
    lang: "fr",
    theme: "",
    volume,
    langs: {},
    weeks: [],
    wordings: [],
    samples: [],
    ...none,
    ...changes,
  };
}

function asked(counts: number[]): Need {
  return need("asked", 1, {
    weeks: counts.flatMap((count, at) => (count ? [[MONDAYS[at] ?? "", count] as [string, number]] : [])),
  });
}

for (const [count, wide] of [
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 1],
  [60, 1],
  [400, 1.7],
] as const) {
  test(`${count} circles are packed without an overlap, each inside the circle around them, the same each time`, () => {
    const radii = Array.from({ length: count }, (_, at) => 1 + ((at * 7919) % 97) / 10);
    const circles = packed(radii, wide);
    assert.deepEqual(
      circles.map(({ r }) => r),
      radii,
    );
    circles.forEach((one, at) => {
      for (const other of circles.slice(0, at)) {
        assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > one.r + other.r - 1e-3);
      }
    });
    const outer = around(circles);
    for (const { x, y, r } of circles) assert.ok(Math.hypot(x - outer.x, y - outer.y) + r <= outer.r + 1e-9);
    assert.deepEqual(packed(radii, wide), circles);
  });
}

test("a map keeps its frame, draws area as volume, and names no small circle", () => {
  const needs = [need("a", 400), need("b", 100), need("c", 4)];
  const [patch] = mapped([{ name: "t", needs }], { width: 600, height: 400 });
  assert.ok(patch);
  const [a, b, c] = patch.spots;
  assert.ok(a && b && c);
  assert.ok(Math.abs(a.r / b.r - 2) < 1e-9);
  for (const { x, y, r } of patch.spots) assert.ok(x - r >= 0 && x + r <= 600 && y - r >= 0 && y + r <= 400);
  assert.deepEqual([a.lines, c.lines], [["a"], []]);
});

test("an arrow key goes to the nearest circle on its side, or stays", () => {
  const spot = (id: string, x: number, y: number) => ({ x, y, r: 1, need: need(id, 1), lines: [] });
  const spots = [spot("middle", 0, 0), spot("right", 10, 2), spot("far", 30, 0), spot("below", 1, 12)];
  const middle = { x: 0, y: 0, r: 1 };
  assert.equal(towards("ArrowRight", middle, spots)?.need.id, "right");
  assert.equal(towards("ArrowDown", middle, spots)?.need.id, "below");
  assert.equal(towards("ArrowLeft", middle, spots), null);
});

const TRENDS: [number[], string | undefined][] = [
  [[1, 1, 1, 1, 4, 4, 4, 4], "rising"],
  [[4, 4, 4, 4, 1, 1, 1, 1], "falling"],
  [[2, 3, 2, 3, 3, 3, 3, 2], "stable"],
  [[1, 0, 0, 0, 0, 0, 0, 1], undefined],
  [[0, 0, 0, 0, 0, 0, 0, 0], undefined],
];

for (const [counts, expected] of TRENDS) {
  test(`${counts.join(" ")} a week is ${expected ?? "no trend"}`, () => {
    const span = spanOf([asked([1, 0, 0, 0, 0, 0, 0, 1])]);
    assert.equal(pulse(asked(counts), span)?.trend, expected);
  });
}

test("without eight weeks of dates there is no trend", () => {
  assert.equal(pulse(asked([9, 9, 9, 9]), spanOf([asked([9, 9, 9, 9])])), null);
  assert.equal(pulse(asked([9]), spanOf([need("undated", 3)])), null);
});

test("weeks of the eight largest themes add up with the rest, quiet weeks included", () => {
  const themes = Array.from({ length: 10 }, (_, at) => ({
    name: `theme ${at}`,
    needs: [need(`n${at}`, 10 - at, { weeks: [[MONDAYS[at === 9 ? 4 : 0] ?? "", 10 - at]] })],
  }));
  const found = weekly([...themes, { name: "", needs: [need("other", 99, { weeks: [[MONDAYS[0] ?? "", 99]] })] }]);
  assert.deepEqual(
    found?.names,
    themes.slice(0, 8).map(({ name }) => name),
  );
  assert.deepEqual(
    found?.weeks.map(({ monday, total }) => [monday, total]),
    [153, 0, 0, 0, 1].map((total, at) => [MONDAYS[at], total]),
  );
  assert.equal(found?.weeks[0]?.counts.at(-1), 101);
  assert.equal(weekly([{ name: "t", needs: [need("undated", 3)] }]), null);
});

test("the lines of a chart are round, few, and reach above what is drawn", () => {
  for (const most of [1, 3, 7, 28, 153, 4_321]) {
    const lines = steps(most);
    assert.ok(lines.length <= 5 && (lines.at(-1) ?? 0) >= most, `${most}: ${lines}`);
  }
});

test("the answered need goes on, else the largest; the share counts requests", () => {
  const entry = (status: EntryStatus) => ({ entry_id: "e", entry_status: status });
  const needs = [need("small", 2, entry("published")), need("large", 8, entry("draft")), need("none", 8)];
  assert.equal(survivor(needs)?.id, "small");
  assert.equal(survivor(needs.slice(1))?.id, "large");
  assert.equal(survivor([]), undefined);
  assert.ok(Math.abs(share(needs) - 2 / 18) < 1e-9);
  assert.deepEqual(needs.map(standing), ["answered", "draft", "none"]);
  assert.equal(standing(need("hidden", 1, entry("retired"))), "none");
});
