// What is being written about an entry, compared with what the engine keeps. Pure.
import type { Alternative, Entry, Need, Variant } from "../staff/wire.ts";
import type { Draft } from "./drafts.ts";

export interface Form {
  lang: string;
  question: string;
  answer: string;
  variants: Variant[];
  category: string;
  translation_of: string | null;
  follow_up: string;
  alternatives: Alternative[];
  rejected: string[];
  in_review: boolean;
  publish_at: string | null;
  retire_at: string | null;
}

export type Field = keyof Form;
export const FIELDS: Field[] = [
  "question",
  "answer",
  "variants",
  "alternatives",
  "follow_up",
  "rejected",
  "publish_at",
  "retire_at",
  "in_review",
  "category",
  "lang",
  "translation_of",
];

export function blank(lang: string): Form {
  return {
    lang,
    question: "",
    answer: "",
    variants: [],
    category: "",
    translation_of: null,
    follow_up: "",
    alternatives: [],
    rejected: [],
    in_review: false,
    publish_at: null,
    retire_at: null,
  };
}

export function formOf(entry: Entry): Form {
  return Object.fromEntries(FIELDS.map((field) => [field, entry[field]])) as unknown as Form;
}

/** The words of an earlier revision; what was to happen then is not to happen again. */
export function wordsOf(entry: Entry): Form {
  return { ...formOf(entry), in_review: false, publish_at: null, retire_at: null };
}

/** A first draft of an entry in the customers' own wordings, and in those of past replies. */
export function formOfNeed({ name, lang, wordings }: Need, draft: Draft | null): Form {
  const variants = wordings.filter((words) => words !== name).map((text) => ({ text, origin: "request" }));
  return { ...blank(lang), question: name, answer: draft?.lang === lang ? draft.text : "", variants };
}

/** A first draft of what an entry says, in another language. */
export function translationOf({ id, category, follow_up }: Entry, lang: string): Form {
  return { ...blank(lang), category, follow_up, translation_of: id };
}

export function differing(one: Form, other: Form): Field[] {
  return FIELDS.filter((field) => readable(one, field) !== readable(other, field));
}

/** One field as text, to compare it and to show it. */
export function readable(form: Form, field: Field): string {
  switch (field) {
    case "variants":
      return form.variants.map(({ text }) => text).join("\n");
    case "alternatives":
      return form.alternatives.map(({ segment, page, answer }) => `${segment} · ${page}\n${answer}`).join("\n\n");
    case "rejected":
      return [...form.rejected].sort().join("\n");
    case "in_review":
      return form.in_review ? "yes" : "";
    case "publish_at":
    case "retire_at":
      return form[field] ? new Date(form[field]).toISOString() : "";
    default:
      return form[field] ?? "";
  }
}

/** What to send: no empty variants, no stray spaces. */
export function tidy(form: Form): Form {
  const variants = form.variants.map(({ text, origin }) => ({ text: text.trim(), origin }));
  const alternatives = form.alternatives.map((each) => ({
    answer: each.answer.trim(),
    segment: each.segment.trim(),
    page: each.page.trim(),
  }));
  return {
    ...form,
    question: form.question.trim(),
    answer: form.answer.trim(),
    category: form.category.trim(),
    translation_of: form.translation_of?.trim() || null,
    variants: variants.filter(({ text }) => text),
    alternatives: alternatives.filter(({ answer }) => answer),
    rejected: form.rejected.map((text) => text.trim()).filter(Boolean),
  };
}

/** Whether the entry would be hidden before it is published. */
export function reversed({ publish_at, retire_at }: Form): boolean {
  return publish_at !== null && retire_at !== null && Date.parse(retire_at) <= Date.parse(publish_at);
}

export function moved<T>(list: T[], from: number, to: number): T[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(to, 0, item);
  return next;
}
