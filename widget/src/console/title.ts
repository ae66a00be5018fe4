// The page title: how many wait, so that a tab in the background tells it.
import { effect } from "@preact/signals";
import { t } from "../staff/i18n.ts";
import { escalations, me } from "./escalations.ts";
import { countOf } from "./queue.ts";

export function keepTitle(): void {
  effect(() => {
    const waiting = countOf(escalations.value ?? [], "waiting", me.value);
    document.title = `${waiting ? `(${waiting}) ` : ""}${t("console.title")} · Comptoir`;
  });
}
