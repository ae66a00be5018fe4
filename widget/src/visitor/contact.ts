// What a visitor typed to be reached, checked before it is sent.
import type { Key } from "./i18n/words";
import type { ExitKind } from "./wire";

export interface ContactForm {
  name: string;
  email: string;
  phone: string;
  slot: string;
  text: string;
}

export type Faults = Partial<Record<keyof ContactForm, Key>>;

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
const PHONE = /^\+?[\d\s().-]+$/;
const FEWEST_DIGITS = 9;

export function faults(exit: ExitKind, form: ContactForm, { slots }: { slots: boolean }): Faults {
  const found: Faults = {};
  if (exit === "email") {
    if (!form.email.trim()) found.email = "form.email.missing";
    else if (!EMAIL.test(form.email.trim())) found.email = "form.email.wrong";
  }
  if (exit === "callback") {
    if (!form.phone.trim()) found.phone = "form.phone.missing";
    else if (!isPhone(form.phone.trim())) found.phone = "form.phone.wrong";
    if (slots && !form.slot) found.slot = "form.slot.missing";
  }
  if (!form.text.trim()) found.text = "form.text.missing";
  return found;
}

function isPhone(phone: string): boolean {
  return PHONE.test(phone) && phone.replace(/\D/g, "").length >= FEWEST_DIGITS;
}
