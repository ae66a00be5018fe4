// How a need is asked: each wording with the requests that say it, and the ones that become a need of their own.
import { useSignal } from "@preact/signals";
import { t, tn } from "../staff/i18n.ts";
import { busy, split } from "./correcting.ts";
import { NeedSource } from "./NeedSource.tsx";
import { type Opened, sourcesOf } from "./needOpened.ts";

export function NeedWordings({ found }: { found: Opened }) {
  const { need } = found;
  const chosen = useSignal<string[]>([]);
  const parts = need.wordings.length > 1;
  const all = chosen.value.length === need.wordings.length;
  return (
    <section>
      <h2>{tn("needs.wordings", need.wordings.length)}</h2>
      {parts && <p class="hint">{t("needs.part_hint")}</p>}
      <ul class="need-lines">
        {need.wordings.map((wording) => (
          <li key={wording} class="need-wording">
            {parts && (
              <input
                type="checkbox"
                checked={chosen.value.includes(wording)}
                aria-label={t("needs.choose", { wording })}
                onChange={({ currentTarget: { checked } }) => {
                  const others = chosen.value.filter((each) => each !== wording);
                  chosen.value = checked ? [...others, wording] : others;
                }}
              />
            )}
            <Wording found={found} wording={wording} />
          </li>
        ))}
      </ul>
      {parts && (
        <button
          type="button"
          class="button"
          disabled={!chosen.value.length || all}
          aria-disabled={busy.value}
          onClick={() => void split(need, chosen.value)}
        >
          {chosen.value.length ? tn("needs.part", chosen.value.length) : t("needs.part_none")}
        </button>
      )}
      {all && parts && <p class="hint">{t("needs.part_all")}</p>}
    </section>
  );
}

function Wording({ found, wording }: { found: Opened; wording: string }) {
  const sources = sourcesOf(found, wording);
  return (
    <details>
      <summary>
        <q lang={found.requests.find(({ text }) => text.includes(wording))?.lang ?? found.need.lang}>{wording}</q>
      </summary>
      {sources.map((request) => (
        <NeedSource key={request.id} request={request} />
      ))}
      {!sources.length && <p class="hint">{t("needs.no_source")}</p>}
    </details>
  );
}
