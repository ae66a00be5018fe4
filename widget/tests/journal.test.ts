// Events are kept once, in order, whatever the line did; frames leave the outbox only when the engine has them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Journal } from "../src/visitor/journal";
import { Outbox } from "../src/visitor/outbox";
import type { ChatEvent, Kind } from "../src/visitor/wire";

function event(seq: number, kind: Kind, message_id: string | null = null): ChatEvent {
  const at = "2026-11-22T08:00:00Z";
  return { seq, kind, author: "agent", author_name: "", payload: { text: "" }, at, message_id } as ChatEvent;
}

test("an event that arrives twice, or late, is shown once in its place", () => {
  const journal = new Journal();
  journal.add([event(1, "message"), event(4, "answer")]);
  journal.add([event(2, "say"), event(4, "answer")], "queue");
  assert.deepEqual(
    journal.events.value.map(({ seq }) => seq),
    [1, 2, 4],
  );
  assert.equal(journal.last, 4);
  assert.equal(journal.owner.value, "queue");
});

const LAST: [Kind[], number][] = [
  [["offer"], 1],
  [["offer", "message", "answer"], 1],
  [["offer", "offer"], 2],
  [["offer", "escalated"], 0],
  [["offer", "escalated", "offer"], 3],
];

for (const [kinds, open] of LAST) {
  test(`after ${kinds.join(", ")} the open offer is ${open || "none"}`, () => {
    const journal = new Journal();
    journal.add(kinds.map((kind, at) => event(at + 1, kind)));
    assert.equal(journal.of("offer").find(({ seq }) => seq === journal.openOffer.value)?.seq ?? 0, open);
  });
}

test("a frame waits until it is acknowledged, refused or shown", () => {
  const outbox = new Outbox();
  for (const id of ["a", "b", "c", "d"]) outbox.add({ type: "message", id, text: id, page: "" });
  outbox.acknowledge("a");
  outbox.refuse("b", "trop long");
  outbox.settle(new Set(["c"]));
  assert.deepEqual(
    outbox.waiting.map(({ id }) => id),
    ["d"],
  );
  assert.equal(outbox.sent.value.find(({ frame }) => frame.id === "b")?.refused, "trop long");
  outbox.clear();
});

test("a new conversation takes over what was written, nothing else", () => {
  const outbox = new Outbox();
  outbox.add({ type: "message", id: "a", text: "a", page: "" });
  outbox.add({ type: "choice", id: "b", entry_id: "x" });
  outbox.moveToNewConversation();
  assert.deepEqual(
    outbox.waiting.map(({ id }) => id),
    ["a"],
  );
  outbox.clear();
});
