// A manager writes the company's own time, wherever he sits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { instant, wall } from "../src/staff/zone";

for (const [at, zone, shown] of [
  ["2026-07-14T10:00:00+00:00", "Europe/Paris", "2026-07-14T12:00"],
  ["2026-12-24T23:30:00Z", "Europe/Paris", "2026-12-25T00:30"],
  ["2026-07-14T10:00:00Z", "Asia/Kolkata", "2026-07-14T15:30"],
  ["2026-07-14T10:00:00Z", "America/New_York", "2026-07-14T06:00"],
  ["2026-07-14T10:00:00Z", "UTC", "2026-07-14T10:00"],
] as const) {
  test(`${at} is ${shown} in ${zone}, and back`, () => {
    assert.equal(wall(at, zone), shown);
    assert.equal(Date.parse(instant(shown, zone)), Date.parse(at));
  });
}

test("around a change of clocks the time is still the one on the wall", () => {
  assert.equal(instant("2026-03-29T01:30", "Europe/Paris"), "2026-03-29T00:30:00.000Z");
  assert.equal(instant("2026-03-29T03:30", "Europe/Paris"), "2026-03-29T01:30:00.000Z");
  assert.equal(instant("2026-10-25T02:30", "Europe/Paris"), "2026-10-25T00:30:00.000Z");
  assert.equal(instant("2026-10-25T03:30", "Europe/Paris"), "2026-10-25T02:30:00.000Z");
});
