// What the editor says of the flow an entry goes on with: nothing while it does not know, a doubt where visitors see none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Flow, nameOf, standing, titleOf } from "../src/studio/flow";

const TRACK: Flow = { intent: "track_order", name: "where is my order", form: "track_form", published: true };
const RETURN: Flow = { intent: "return", name: "return", form: "", published: false };
const BOTH = [TRACK, RETURN];

test("nothing is said of any flow while nobody knows them", () => {
  assert.deepEqual([standing("track_order", null), nameOf("track_order", null)], [null, "track_order"]);
});

test("a flow is in service, in the draft, or nowhere", () => {
  const stand = ["track_order", "return", "gone", ""].map((intent) => standing(intent, BOTH));
  assert.deepEqual(stand, ["published", "drafted", "unknown", null]);
  assert.equal(standing("track_order", []), "unknown");
});

test("a flow is called by its name, and told from others by its intent", () => {
  assert.deepEqual(BOTH.map(titleOf), ["where is my order (track_order)", "return"]);
  assert.deepEqual([nameOf("track_order", BOTH), nameOf("gone", BOTH)], ["where is my order", "gone"]);
});
