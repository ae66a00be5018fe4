// Which of our languages a page or a visitor reads.
import type { Lang } from "../wire";

export function pickLang(...wishes: (string | null | undefined)[]): Lang {
  for (const wish of wishes) {
    const short = wish?.slice(0, 2).toLowerCase();
    if (short === "fr" || short === "en") return short;
  }
  return "fr";
}
