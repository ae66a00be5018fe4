// The character: a counter bell with a face. A drawing as data, so that no HTML is ever parsed.
export type Shape = [tag: string, attributes: Record<string, string | number>, children?: Shape[]];

const eye = (cx: number): Shape => ["ellipse", { class: "ink eye", cx, cy: 35, rx: 2.5, ry: 3.1 }];
const cheek = (cx: number): Shape => ["circle", { class: "cheek", cx, cy: 40.4, r: 2.7 }];

// `expressions` are drawn over the face, `air` beside the bell.
export function bell(expressions: Shape[] = [], air: Shape[] = []): Shape[] {
  return [
    ["circle", { class: "ground", cx: 32, cy: 32, r: 32 }],
    ...air,
    [
      "g",
      { class: "bell" },
      [
        ["path", { class: "brass", d: "M30.2 20v-4.2a3.8 3.8 0 1 1 3.6 0V20z" }],
        ["path", { class: "dome", d: "M11.5 46C11.5 30 19 18.6 32 18.6S52.5 30 52.5 46z" }],
        ["path", { class: "line gleam", d: "M17.4 34.5q2-7.6 7.6-10.8" }],
        eye(25),
        eye(39),
        cheek(20),
        cheek(44),
        ["path", { class: "line mouth", d: "M27.6 39.6q4.4 4.2 8.8 0" }],
        ...expressions,
      ],
    ],
    ["rect", { class: "brass", x: 8.5, y: 45.4, width: 47, height: 5.6, rx: 2.8 }],
  ];
}
