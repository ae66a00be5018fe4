// Eight weeks as eight bars, the last four before the eyes, and the word that says what they mean.
import { t } from "../staff/i18n.ts";
import type { Pulse } from "./trend.ts";

const BAR = 5;
const STEP = 7;
const HIGH = 18;

export function Sparkline({ pulse: { counts, before, recent, trend } }: { pulse: Pulse }) {
  const most = Math.max(...counts);
  return (
    <span class={`spark ${trend}`} title={t("needs.pulse", { recent, before })}>
      <svg width={counts.length * STEP - STEP + BAR} height={HIGH} aria-hidden="true">
        {counts.map((count, at) => {
          const height = count ? Math.max(2, (count / most) * HIGH) : 1;
          const half = at < counts.length / 2 ? "before" : "recent";
          return <rect key={at} class={half} x={at * STEP} y={HIGH - height} width={BAR} height={height} />;
        })}
      </svg>
      <span>
        {t(`needs.${trend}`)}
        <span class="unseen"> : {t("needs.pulse", { recent, before })}</span>
      </span>
    </span>
  );
}
