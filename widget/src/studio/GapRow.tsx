// One gap: how much it costs, what was asked, what to do about it.
import { number, typeset } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t, tn } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import { GapActions } from "./GapActions.tsx";
import { GapDetail } from "./GapDetail.tsx";
import type { Gap } from "./gap.ts";
import { current, expanded, flip, KINDS } from "./gaps.ts";

export function GapRow({ gap, most, reachable }: { gap: Gap; most: number; reachable: boolean }) {
  const { id, name, lang, score, volume, kinds } = gap;
  const isOpen = expanded.value.has(id);
  const told = KINDS.filter((each) => kinds[each]);
  return (
    <li
      class="gap"
      onFocusIn={() => {
        current.value = id;
      }}
    >
      <div class="gap-cost">
        <Meter value={score / most} label={t("gaps.cost")} tone="warn" text={tn("gaps.volume", volume)} wide />
        <Trend gap={gap} />
      </div>
      <div class="gap-words">
        <h2>
          <button
            type="button"
            class="gap-name"
            data-row={id}
            tabIndex={reachable ? 0 : -1}
            aria-expanded={isOpen}
            onClick={() => void flip(gap)}
          >
            <Icon name={isOpen ? "up" : "down"} size={16} />
            <span lang={lang}>{typeset(name)}</span>
            <span class="lang">{lang}</span>
          </button>
        </h2>
        <p class="gap-kinds">
          {told.map((each) => (
            <span key={each} class="badge">
              {t(`gap_kind.${each}`)} <b>{number(kinds[each] ?? 0)}</b>
            </span>
          ))}
        </p>
        {isOpen && <GapDetail gap={gap} />}
      </div>
      <GapActions gap={gap} />
    </li>
  );
}

function Trend({ gap: { week, week_before } }: { gap: Gap }) {
  const rises = week > week_before;
  return (
    <p class={rises ? "gap-trend rises" : "gap-trend"}>
      {week !== week_before && <Icon name={rises ? "up" : "down"} size={13} />}
      <span>{t("gaps.week", { week: number(week), before: number(week_before) })}</span>
    </p>
  );
}
