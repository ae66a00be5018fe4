// What the studio needs to know of the company: its languages, and the clock on its wall.
import { signal } from "@preact/signals";
import { get } from "../staff/api.ts";

export const zone = signal(Intl.DateTimeFormat().resolvedOptions().timeZone);
export const companyLanguages = signal<string[]>([]);

export async function readCompany(): Promise<void> {
  const about = await get<{ languages: string[]; timezone: string }>("/about").catch(() => null);
  if (!about) return;
  zone.value = about.timezone;
  companyLanguages.value = about.languages;
}
