// One need beside the list: its wordings and where they come from, what was replied, and what to do about it.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { whenDrawn } from "../staff/focus.ts";
import { typeset } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t, tn } from "../staff/i18n.ts";
import { focusCurrent, picked, toggle } from "./correcting.ts";
import { NeedDraft } from "./NeedDraft.tsx";
import { NeedEntry } from "./NeedEntry.tsx";
import { NeedReplies } from "./NeedReplies.tsx";
import { NeedFacts } from "./NeedRow.tsx";
import { NeedSource } from "./NeedSource.tsx";
import { NeedWordings } from "./NeedWordings.tsx";
import { close, type Opened, opened, problem } from "./needOpened.ts";
import { pulses } from "./needs.ts";
import { Sparkline } from "./Sparkline.tsx";

const FIRST = 20;

export function NeedPane({ id }: { id: string }) {
  const found = opened.value?.need.id === id ? opened.value : null;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [found?.need.id]);
  useEffect(() => () => void whenDrawn(focusCurrent), []);
  return (
    <aside id="need-pane" class="need-pane" aria-label={t("needs.pane")} aria-busy={!found}>
      <header>
        <h1 ref={title} tabIndex={-1} lang={found?.need.lang}>
          {found ? typeset(found.need.name) : t("needs.reading")}
        </h1>
        <button type="button" class="button plain square" aria-label={t("needs.close")} onClick={close}>
          <Icon name="close" size={16} />
        </button>
      </header>
      {problem.value && <p class="banner bad">{problem.value}</p>}
      {found && <Found found={found} />}
    </aside>
  );
}

function Found({ found }: { found: Opened }) {
  const { need } = found;
  const known = pulses.value.get(need.id);
  return (
    <>
      <div class="need-sum">
        <span>{tn("needs.requests", need.volume)}</span>
        {known && <Sparkline pulse={known} />}
        <NeedFacts need={need} />
      </div>
      <div class="need-entry">
        <NeedEntry need={need} />
        <button type="button" class="button" aria-pressed={picked.value.has(need.id)} onClick={() => toggle(need.id)}>
          {t(picked.value.has(need.id) ? "needs.unpick_merge" : "needs.pick_merge")}
        </button>
      </div>
      <NeedWordings key={`${need.id} ${need.wordings.length}`} found={found} />
      <NeedDraft key={`draft ${need.id} ${need.volume}`} need={need.id} />
      <NeedReplies found={found} />
      <Requests key={need.id} found={found} />
    </>
  );
}

function Requests({ found: { need, requests } }: { found: Opened }) {
  const all = useSignal(false);
  return (
    <section>
      <h2>{tn("needs.sources", requests.length)}</h2>
      {need.volume > requests.length && <p class="hint">{t("needs.newest")}</p>}
      <ul class="need-lines">
        {requests.slice(0, all.value ? requests.length : FIRST).map((request) => (
          <li key={request.id}>
            <NeedSource request={request} />
          </li>
        ))}
      </ul>
      {!all.value && requests.length > FIRST && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            all.value = true;
          }}
        >
          {tn("needs.more_sources", requests.length - FIRST)}
        </button>
      )}
    </section>
  );
}
