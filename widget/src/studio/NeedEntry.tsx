// The entry of a need, or the way to write it.
import { t } from "../staff/i18n.ts";
import type { Need } from "../staff/wire.ts";
import { entryAddress } from "./route.ts";
import { StatusBadge } from "./StatusBadge.tsx";

export function NeedEntry({ need, small = false }: { need: Need; small?: boolean }) {
  const { entry_id, entry_status, name } = need;
  return (
    <>
      {entry_status ? <StatusBadge status={entry_status} /> : <span class="badge bad">{t("needs.no_entry")}</span>}
      <a class={small ? "button small" : "button"} href={writingAddress(need)}>
        {t(small ? (entry_id ? "needs.open" : "needs.write") : entry_id ? "needs.open_entry" : "needs.write_entry")}
        <span class="unseen"> : {name}</span>
      </a>
    </>
  );
}

/** Where its entry is read, or written. */
export function writingAddress({ id, entry_id }: Need): string {
  return entry_id ? entryAddress(entry_id) : entryAddress("new", `need=${encodeURIComponent(id)}`);
}
