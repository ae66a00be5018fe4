// What replies say otherwise: both sides, how many say each and when, and which one the draft takes.
import { date } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t, tn } from "../staff/i18n.ts";
import { DraftSources } from "./DraftSources.tsx";
import { cited, type Draft, type Drafted, type DraftSide } from "./drafts.ts";

export function Disagreements({ found, draft }: { found: Drafted; draft: Draft }) {
  if (!draft.disagreements.length) return null;
  return (
    <div class="disagreements">
      <h3>
        <Icon name="alert" size={16} />
        {tn("draft.disagree", draft.disagreements.length)}
      </h3>
      {draft.disagreements.map(({ kind, sides }) => (
        <ul key={sides[1]?.passage} class="list">
          {sides.map((side) => (
            <Side key={side.passage} found={found} side={side} worded={kind !== "denied"} lang={draft.lang} />
          ))}
        </ul>
      ))}
    </div>
  );
}

interface SideProps {
  found: Drafted;
  side: DraftSide;
  /** Whether the words that differ tell the sides apart; where one denies what the other affirms, they are the same. */
  worded: boolean;
  lang: string;
}

function Side({ found, side, worded, lang }: SideProps) {
  const { said, passage, requests, taken } = side;
  return (
    <li class="draft-side">
      <p>
        <strong>{worded ? tn("draft.says", requests.length, { said }) : tn("draft.says_so", requests.length)}</strong>
        {taken && <span class="badge good">{t("draft.taken")}</span>}
      </p>
      <p>
        <q lang={lang}>{passage}</q>
      </p>
      <p class="hint">{when(side)}</p>
      <details>
        <summary>{tn("draft.see", requests.length)}</summary>
        <DraftSources requests={cited(found, requests)} />
      </details>
    </li>
  );
}

function when({ first, last }: DraftSide): string {
  if (!first || !last) return t("needs.no_date");
  const [from, to] = [date(first), date(last)];
  return from === to ? t("draft.on", { date: to }) : t("draft.between", { first: from, last: to });
}
