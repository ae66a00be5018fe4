// One need: its volume, the customers' own words, and its entry.
import { typeset } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import type { Need } from "../staff/wire.ts";
import { answered } from "./needs.ts";
import { entryAddress } from "./route.ts";
import { StatusBadge } from "./StatusBadge.tsx";

const FIRST = 3;

export function NeedRow({ need, most }: { need: Need; most: number }) {
  const { name, lang, volume, wordings } = need;
  return (
    <li class="need">
      <div class="need-volume">
        <Meter
          value={volume / most}
          label={t("needs.volume")}
          tone={answered(need) ? "good" : "warn"}
          text={tn("needs.requests", volume)}
          wide
        />
      </div>
      <div class="need-words">
        <h2 lang={lang}>
          {typeset(name)} <span class="lang">{lang}</span>
        </h2>
        <p class="wordings" lang={lang}>
          {wordings.slice(0, FIRST).map((words) => (
            <q key={words}>{words}</q>
          ))}
        </p>
        {wordings.length > FIRST && (
          <details>
            <summary>{tn("needs.more", wordings.length - FIRST)}</summary>
            <p class="wordings" lang={lang}>
              {wordings.slice(FIRST).map((words) => (
                <q key={words}>{words}</q>
              ))}
            </p>
          </details>
        )}
      </div>
      <div class="need-entry">
        <EntryOf need={need} />
      </div>
    </li>
  );
}

function EntryOf({ need }: { need: Need }) {
  if (!need.entry_id) {
    return (
      <>
        <span class="badge bad">{t("needs.no_entry")}</span>
        <a class="button small" href={entryAddress("new", `need=${encodeURIComponent(need.id)}`)}>
          {t("needs.write")}
          <span class="unseen"> : {need.name}</span>
        </a>
      </>
    );
  }
  return (
    <>
      {need.entry_status && <StatusBadge status={need.entry_status} />}
      <a class="button small" href={entryAddress(need.entry_id)}>
        {t("needs.open")}
        <span class="unseen"> : {need.name}</span>
      </a>
    </>
  );
}
