// One need: its name, how much and how lately it is asked, and its entry.
import { number, spokenWait, typeset } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import type { Need } from "../staff/wire.ts";
import { current, picked, toggle } from "./correcting.ts";
import { NeedEntry } from "./NeedEntry.tsx";
import { answered } from "./need.ts";
import { needAddress } from "./needOpened.ts";
import { pulses } from "./needs.ts";
import { route } from "./route.ts";
import { Sparkline } from "./Sparkline.tsx";

interface Props {
  need: Need;
  most: number;
  /** It is the one row in the tab order. */
  reachable: boolean;
}

export function NeedRow({ need, most, reachable }: Props) {
  const { id, name, lang, volume } = need;
  const known = pulses.value.get(id);
  return (
    <li
      class="need"
      aria-current={route.value.id === id ? "true" : undefined}
      onFocusIn={() => {
        current.value = id;
      }}
    >
      <input
        type="checkbox"
        checked={picked.value.has(id)}
        aria-label={t("needs.pick", { name })}
        onChange={() => toggle(id)}
      />
      <div class="need-words">
        <a class="need-name" href={needAddress(id)} data-row={id} tabIndex={reachable ? 0 : -1} lang={lang}>
          {typeset(name)}
        </a>
        <NeedFacts need={need} />
      </div>
      <div class="need-volume">
        <Meter
          value={volume / most}
          label={t("needs.volume")}
          tone={answered(need) ? "good" : "warn"}
          text={tn("needs.requests", volume)}
          wide
        />
        {known && <Sparkline pulse={known} />}
      </div>
      <div class="need-entry">
        <NeedEntry need={need} small />
      </div>
    </li>
  );
}

/** What is known beside the name: new or not, its languages, how long answering takes. */
export function NeedFacts({ need: { langs, emerging, handling } }: { need: Need }) {
  const spoken = Object.entries(langs).sort(([, a], [, b]) => b - a);
  return (
    <p class="need-facts">
      {emerging && <span class="badge info">{t("needs.emerging")}</span>}
      {spoken.map(([code, count]) => (
        <span key={code} class="lang">
          {code}
          {spoken.length > 1 && ` ${number(count)}`}
        </span>
      ))}
      {handling !== null && <span>{t("needs.handling", { time: spokenWait(handling) })}</span>}
    </p>
  );
}
