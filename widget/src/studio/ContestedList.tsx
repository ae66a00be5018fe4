// The entries whose answers visitors found unhelpful most often, each a way to its editor.
import { number, typeset } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import type { Contested } from "../staff/wire.ts";
import { entryAddress } from "./route.ts";

export function ContestedList({ entries }: { entries: Contested[] }) {
  if (!entries.length) return null;
  return (
    <section class="promise-part" aria-labelledby="contested-title">
      <h2 id="contested-title">{t("promise.contested")}</h2>
      <p class="hint">{t("promise.contested_hint")}</p>
      <ol id="contested-list" class="contested list">
        {entries.map(({ id, lang, question, yes, no }) => (
          <li key={id}>
            <a href={entryAddress(id)} data-row={id} lang={lang}>
              {typeset(question)}
            </a>
            <span class="hint">{t("promise.said", { no: number(no), yes: number(yes) })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
