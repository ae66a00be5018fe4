// One field of an entry in words that a person reads.
import { locale, t } from "../staff/i18n.ts";
import { zone } from "./company.ts";
import { type Field, type Form, readable } from "./form.ts";

export function told(form: Form, field: Field): string {
  if (field === "in_review") return t(form.in_review ? "review.waits" : "review.waits_not");
  if (field === "publish_at" || field === "retire_at") return form[field] ? dated(form[field]) : "";
  return readable(form, field);
}

/** A date that may be years away, by the company's clock. */
export function dated(at: string): string {
  const style = { dateStyle: "medium", timeStyle: "short", timeZone: zone.value } as const;
  return new Intl.DateTimeFormat(locale(), style).format(new Date(at));
}
