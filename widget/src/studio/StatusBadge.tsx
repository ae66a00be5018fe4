// Where an entry stands between a draft and what visitors see.
import { t } from "../staff/i18n.ts";
import type { EntryStatus } from "../staff/wire.ts";

const TONE = { draft: "warn", review: "info", modified: "info", published: "good", retired: "" };

export function StatusBadge({ status }: { status: EntryStatus }) {
  return <span class={`badge ${TONE[status]}`}>{t(`status.${status}`)}</span>;
}
