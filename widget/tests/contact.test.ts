// What a visitor types to be reached is checked before it leaves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ContactForm, faults } from "../src/visitor/contact";
import type { ExitKind } from "../src/visitor/wire";

const FULL: ContactForm = { name: "", email: "a@b.example", phone: "06 12 34 56 78", slot: "x", text: "Bonjour" };

const CASES: [ExitKind, Partial<ContactForm>, Record<string, string>][] = [
  ["email", {}, {}],
  ["email", { phone: "" }, {}],
  ["email", { email: " " }, { email: "form.email.missing" }],
  ["email", { email: "a@b" }, { email: "form.email.wrong" }],
  ["email", { email: "a b@c.fr" }, { email: "form.email.wrong" }],
  ["email", { text: "\n" }, { text: "form.text.missing" }],
  ["callback", {}, {}],
  ["callback", { phone: "+33 (0)6-12.34.56.78" }, {}],
  ["callback", { phone: "" }, { phone: "form.phone.missing" }],
  ["callback", { phone: "0612" }, { phone: "form.phone.wrong" }],
  ["callback", { phone: "appelez-moi 0612345678" }, { phone: "form.phone.wrong" }],
  ["callback", { slot: "" }, { slot: "form.slot.missing" }],
];

for (const [exit, typed, expected] of CASES) {
  test(`${exit} with ${JSON.stringify(typed)}`, () => {
    assert.deepEqual(faults(exit, { ...FULL, ...typed }, { slots: true }), expected);
  });
}

test("no slot is asked where none is offered", () => {
  assert.deepEqual(faults("callback", { ...FULL, slot: "" }, { slots: false }), {});
});
