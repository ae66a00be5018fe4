// The bell with the expression of the moment.
import { h } from "preact";
import { bell, type Shape } from "../avatar";
import type { Mood } from "../conversation";

const EXPRESSIONS: Shape[] = [
  ["path", { class: "line lids", d: "M22 35.4q3 2.6 6 0M36 35.4q3 2.6 6 0" }],
  ["path", { class: "line brows", d: "M22.4 29.6q2.4-1.8 5-1M36.6 27.4q2.6-1.4 5 .6" }],
  ["path", { class: "ink grin", d: "M26.8 38.9h10.4q-.8 5.2-5.2 5.2t-5.2-5.2z" }],
  ["path", { class: "line doubt", d: "M28 41.4q2-1.8 4-.4t4-.6" }],
];
const AIR: Shape[] = [
  ["path", { class: "line wave", d: "M14 19.5q-4 4-4.6 9.5M50 19.5q4 4 4.6 9.5" }],
  ["path", { class: "line zed", d: "M45 11h6l-6 7h6M54 6h3.6l-3.6 4.2h3.6" }],
];

export function Avatar({ mood }: { mood: Mood }) {
  return (
    <svg class={`avatar ${mood}`} viewBox="0 0 64 64" aria-hidden="true">
      {bell(EXPRESSIONS, AIR).map(draw)}
    </svg>
  );
}

function draw([tag, attributes, children = []]: Shape): ReturnType<typeof h> {
  return h(tag, attributes, children.map(draw));
}
