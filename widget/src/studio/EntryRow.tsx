// One entry of the list.
import { moment, typeset } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import type { Entry } from "../staff/wire.ts";
import { current, picked, toggle } from "./entries.ts";
import { nameOf, standing } from "./flow.ts";
import { flows } from "./flows.ts";
import { entryAddress, route } from "./route.ts";
import { StatusBadge } from "./StatusBadge.tsx";
import { dated } from "./told.ts";

export function EntryRow({ entry, reachable }: { entry: Entry; reachable: boolean }) {
  const { id, question, lang, category, variants, status, answer, updated_at, publish_at, retire_at, follow_up } =
    entry;
  return (
    <li class="entry-row" aria-current={route.value.id === id ? "true" : undefined}>
      <input
        type="checkbox"
        checked={picked.value.has(id)}
        aria-label={t("entries.pick", { question })}
        onChange={() => toggle(id)}
      />
      <a
        href={entryAddress(id)}
        data-row={id}
        tabIndex={reachable ? 0 : -1}
        onFocus={() => {
          current.value = id;
        }}
        onKeyDown={(event) => event.key === "x" && toggle(id)}
      >
        <span class="entry-question" lang={lang}>
          {typeset(question)}
        </span>
        <span class="row-meta">
          <StatusBadge status={status} />
          <span class="lang">{lang}</span>
          {category && <span>{category}</span>}
          <span>{tn("entries.variants", variants.length)}</span>
          {follow_up && (
            <span class={standing(follow_up, flows.value) === "unknown" ? "lacking" : undefined}>
              {t("entries.then", { flow: nameOf(follow_up, flows.value) })}
            </span>
          )}
          {publish_at && <span>{t("entries.appears", { at: dated(publish_at) })}</span>}
          {retire_at && <span>{t("entries.vanishes", { at: dated(retire_at) })}</span>}
          {!answer.trim() && <span class="lacking">{t("entries.no_answer")}</span>}
          {updated_at && <time dateTime={updated_at}>{moment(updated_at)}</time>}
        </span>
      </a>
    </li>
  );
}
