// A publication goes on at once, or waits for the person whom its preview warns.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Previewed } from "../src/staff/wire";
import { accepted, warned } from "../src/studio/previewing";

function previewed(warns: boolean): Previewed {
  return {
    asked: 20,
    before: 12,
    after: warns ? 8 : 12,
    alert: 5,
    broken: 0,
    warns,
    moves: [],
    known: 0,
    wordings: 0,
    left: 0,
  };
}

test("what does not warn goes on, and nobody is asked", async () => {
  assert.equal(await accepted("publish", previewed(false)), true);
  assert.equal(warned.value, null);
});

for (const decision of [true, false]) {
  test(`what warns waits for the person, who says ${decision}`, async () => {
    const going = accepted("retire", previewed(true));
    assert.equal(warned.value?.verb, "retire");
    warned.value?.decide(decision);
    assert.equal(await going, decision);
    assert.equal(warned.value, null);
  });
}
