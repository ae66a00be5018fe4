// What was published, by whom, and the way back.
import { signal } from "@preact/signals";
import { get, post, sentence } from "../staff/api.ts";
import { rememberFocus } from "../staff/focus.ts";
import { t } from "../staff/i18n.ts";
import { tell, tellError } from "../staff/notices.ts";
import type { Publication } from "../staff/wire.ts";
import { preview } from "./checking.ts";
import { changing } from "./entries.ts";
import { accepted } from "./previewing.ts";

export const publications = signal<Publication[] | null>(null);
export const version = signal(0);
export const problem = signal("");

export async function load(): Promise<void> {
  try {
    const found = await get<{ version: number; publications: Publication[] }>("/publications", { limit: 100 });
    publications.value = found.publications;
    version.value = found.version;
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}

/** Show visitors again what they saw at this version, unless somebody published since it was looked at. */
export async function rollBack(to: number): Promise<void> {
  if (changing.value) return;
  const giveFocusBack = rememberFocus();
  changing.value = "rollback";
  try {
    const found = await preview("/entries/rollback/preview", { to });
    if (!(await accepted("rollback", found))) return;
    await post("/entries/rollback", { to, seen: version.value, accept: true });
    tell(t("publications.rolled_back"));
  } catch (error) {
    tellError(error);
  } finally {
    await load();
    changing.value = null;
    giveFocusBack();
  }
}
