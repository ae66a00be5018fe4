// The list below the field: answers by theme, or the assistant and the nearest themes where there is none.
import { tight } from "../visitor/typography";
import type { Answers, Result } from "./answers";
import { node } from "./nodes";

export interface Words {
  none: string;
  one: string;
  many: string;
  all: string;
  ask: string;
  near: string;
}

export function rows(answers: Answers, words: Words, lang: string, all: string): HTMLElement[] {
  if (!answers.sure) {
    const themes = answers.themes.map(({ name, path }) => option("theme", path, [name]));
    const near = themes.length ? [group("found-themes", words.near, themes)] : [];
    return [node("p", { class: "none" }, tight(words.none)), option("asking", "#ask", [words.ask]), ...near];
  }
  const byId = new Map(answers.results.map((result) => [result.id, answer(result, lang)]));
  const groups = answers.groups.map(({ name, ids }, place) =>
    group(
      `found-${place}`,
      name,
      ids.flatMap((id) => byId.get(id) ?? []),
    ),
  );
  return [...groups, option("all", all, [words.all])];
}

export function count({ sure, results }: Answers, words: Words): string {
  if (!sure) return words.none;
  return (results.length > 1 ? words.many : words.one).replace("{count}", String(results.length));
}

function group(id: string, name: string, inside: HTMLElement[]): HTMLElement {
  const title = node("div", { class: "group", id, role: "presentation" }, name);
  return node("div", { role: "group", "aria-labelledby": id }, title, ...inside);
}

function answer(result: Result, lang: string): HTMLElement {
  const row = option("row", result.path, marked(result));
  row.dataset.id = result.id;
  if (result.lang !== lang) row.lang = result.lang;
  return row;
}

function option(kind: string, href: string, inside: (Node | string)[]): HTMLAnchorElement {
  return node("a", { role: "option", class: kind, href, tabindex: "-1", "aria-selected": "false" }, ...inside);
}

function marked({ pieces }: Result): (Node | string)[] {
  return pieces.map(({ text, hit }) => (hit ? node("mark", {}, tight(text)) : tight(text)));
}
