// One theme: how much is asked of it, how much of that is answered, and its needs.
import { percent, typeset } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t, tn } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import type { Need } from "../staff/wire.ts";
import { NeedRow } from "./NeedRow.tsx";
import { share, volumeOf } from "./need.ts";
import type { Theme } from "./needsShown.ts";

interface Props {
  theme: Theme;
  /** There are no themes: a heading would say nothing. */
  alone: boolean;
  open: boolean;
  onFlip: () => void;
  rows: Need[];
  reachable: string;
  most: number;
}

export function NeedTheme({ theme: { name, needs }, alone, open, onFlip, rows, reachable, most }: Props) {
  const met = share(needs);
  const words = typeset(name) || t("needs.no_theme");
  return (
    <section class="need-theme" aria-label={words}>
      {!alone && (
        <header>
          <h2>
            <button type="button" class="theme-name" aria-expanded={open} onClick={onFlip}>
              <Icon name={open ? "up" : "down"} size={16} />
              {words}
            </button>
          </h2>
          <span class="hint">
            {tn("needs.count", needs.length)} · {tn("needs.requests", volumeOf(needs))}
          </span>
          <Meter value={met} label={t("needs.theme_met")} tone="good" text={t("needs.met", { share: percent(met) })} />
        </header>
      )}
      {rows.length > 0 && (
        <ol class="needs list" aria-label={words}>
          {rows.map((need) => (
            <NeedRow key={need.id} need={need} most={most} reachable={need.id === reachable} />
          ))}
        </ol>
      )}
    </section>
  );
}
