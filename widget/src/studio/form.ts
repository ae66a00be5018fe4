// What is being written about an entry, compared with what the engine keeps. Pure.
import type { Entry, Need, Variant } from "../staff/wire.ts";

export interface Form {
  lang: string;
  question: string;
  answer: string;
  variants: Variant[];
  category: string;
  translation_of: string | null;
}

export type Field = keyof Form;
export const FIELDS: Field[] = ["question", "answer", "variants", "category", "lang", "translation_of"];

export function blank(lang: string): Form {
  return { lang, question: "", answer: "", variants: [], category: "", translation_of: null };
}

export function formOf({ lang, question, answer, variants, category, translation_of }: Entry): Form {
  return { lang, question, answer, variants, category, translation_of };
}

/** A first draft of an entry in the customers' own wordings. */
export function formOfNeed({ name, lang, wordings }: Need): Form {
  const variants = wordings.filter((words) => words !== name).map((text) => ({ text, origin: "request" }));
  return { ...blank(lang), question: name, variants };
}

export function differing(one: Form, other: Form): Field[] {
  return FIELDS.filter((field) => readable(one, field) !== readable(other, field));
}

/** One field as text, to compare it and to show it. */
export function readable(form: Form, field: Field): string {
  return field === "variants" ? form.variants.map(({ text }) => text).join("\n") : (form[field] ?? "");
}

/** What to send: no empty variants, no stray spaces. */
export function tidy(form: Form): Form {
  const variants = form.variants.map(({ text, origin }) => ({ text: text.trim(), origin }));
  return {
    ...form,
    question: form.question.trim(),
    answer: form.answer.trim(),
    category: form.category.trim(),
    translation_of: form.translation_of?.trim() || null,
    variants: variants.filter(({ text }) => text),
  };
}

export function moved<T>(list: T[], from: number, to: number): T[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(to, 0, item);
  return next;
}
