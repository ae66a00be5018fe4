// The list of entries with its filters and the bar of what to do with several.
import { useSignal } from "@preact/signals";
import { Icon } from "../staff/Icon.tsx";
import { t, tn } from "../staff/i18n.ts";
import { BulkBar } from "./BulkBar.tsx";
import { EntryFilters } from "./EntryFilters.tsx";
import { EntryRow } from "./EntryRow.tsx";
import { ExchangeButton } from "./ExchangeButton.tsx";
import { current, entries, problem, rows } from "./entries.ts";
import { entryAddress, route } from "./route.ts";

const PAGE = 200;

export function EntryList() {
  const most = useSignal(PAGE);
  const all = rows.value;
  const shown = all.slice(0, most.value);
  const wanted = current.value ?? route.value.id;
  const reachable = shown.some(({ id }) => id === wanted) ? wanted : shown[0]?.id;
  return (
    <>
      <header class="list-head">
        {route.value.id ? <h2>{t("view.entries")}</h2> : <h1>{t("view.entries")}</h1>}
        <ExchangeButton />
        <a class="button primary" href={entryAddress("new")}>
          <Icon name="plus" size={16} />
          {t("entries.new")}
        </a>
      </header>
      <EntryFilters />
      <BulkBar />
      {problem.value && <p class="banner bad">{problem.value}</p>}
      <div class="entry-scroll">
        {entries.value && !all.length && (
          <div class="empty">
            <strong>{t(entries.value.length ? "entries.filtered" : "entries.empty")}</strong>
          </div>
        )}
        <ul id="entry-list" class="list" aria-label={t("entries.list")} aria-busy={entries.value === null}>
          {shown.map((entry) => (
            <EntryRow key={entry.id} entry={entry} reachable={entry.id === reachable} />
          ))}
        </ul>
        {all.length > shown.length && (
          <button
            type="button"
            class="button more"
            onClick={() => {
              most.value += PAGE;
            }}
          >
            {tn("entries.more", all.length - shown.length)}
          </button>
        )}
      </div>
    </>
  );
}
