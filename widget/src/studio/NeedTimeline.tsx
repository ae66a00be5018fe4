// The largest themes week by week, stacked: as bars, and as the table they are drawn from.
import { useMemo, useRef } from "preact/hooks";
import { number, typeset } from "../staff/format.ts";
import { locale, t, tn } from "../staff/i18n.ts";
import { themes } from "./needsShown.ts";
import { steps, type Weeks, weekly } from "./needWeeks.ts";
import { useWidth } from "./useWidth.ts";

const HEIGHT = 300;
const LEFT = 44;
const BELOW = 26;
const ABOVE = 8;
const FEWEST = 12;
const LABEL_PX = 64;

export function NeedTimeline() {
  const found = useMemo(() => weekly(themes.value), [themes.value]);
  if (!found) {
    return (
      <div class="empty">
        <strong>{t("needs.time_none")}</strong>
        <p>{t("needs.time_none_hint")}</p>
      </div>
    );
  }
  const names = [...found.names.map(typeset), rest(found)];
  return (
    <figure class="need-time">
      <figcaption>{tn("needs.time", found.weeks.length)}</figcaption>
      <Chart found={found} />
      <ul class="time-legend">
        {names.map((name, place) => (
          <li key={name}>
            <svg width={12} height={12} aria-hidden="true">
              <rect class={series(place, found)} width={12} height={12} rx={2} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <details>
        <summary>{t("needs.time_table")}</summary>
        <WeekTable found={found} names={names} />
      </details>
    </figure>
  );
}

function Chart({ found }: { found: Weeks }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  return <div ref={box}>{width > 0 && <Bars found={found} width={width} />}</div>;
}

function Bars({ found, width }: { found: Weeks; width: number }) {
  const { weeks, most } = found;
  const lines = steps(most);
  const top = lines.at(-1) || 1;
  const high = HEIGHT - BELOW - ABOVE;
  const wide = (width - LEFT) / Math.max(FEWEST, weeks.length);
  const level = (count: number) => HEIGHT - BELOW - (count / top) * high;
  const every = Math.ceil(LABEL_PX / wide);
  return (
    <svg class="time-bars" width={width} height={HEIGHT} role="img" aria-label={t("needs.time_label")}>
      {lines.map((count) => (
        <g key={count}>
          <line x1={LEFT} x2={width} y1={level(count)} y2={level(count)} />
          <text x={LEFT - 8} y={level(count)} class="amount">
            {number(count)}
          </text>
        </g>
      ))}
      {weeks.map(({ monday, counts }, at) => (
        <g key={monday}>
          {stacked(counts).map(([from, to], place) =>
            to > from ? (
              <rect
                key={place}
                class={series(place, found)}
                x={LEFT + at * wide + wide * 0.1}
                width={wide * 0.8}
                y={level(to)}
                height={level(from) - level(to)}
              >
                <title>{`${dated(monday)} · ${typeset(found.names[place] ?? rest(found))} · ${number(to - from)}`}</title>
              </rect>
            ) : null,
          )}
          {at % every === 0 && LEFT + at * wide + LABEL_PX / 2 < width && (
            <text x={LEFT + (at + 0.5) * wide} y={HEIGHT - 8} class="week">
              {dated(monday)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

function WeekTable({ found: { weeks }, names }: { found: Weeks; names: string[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section class="time-table" tabIndex={0} aria-label={t("needs.time_label")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("needs.week")}</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{t("needs.total")}</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ monday, counts, total }) => (
            <tr key={monday}>
              <th scope="row">
                <time dateTime={monday}>{dated(monday, true)}</time>
              </th>
              {counts.map((count, place) => (
                <td key={names[place]}>{number(count)}</td>
              ))}
              <td>{number(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function stacked(counts: number[]): [number, number][] {
  let level = 0;
  return counts.map((count) => {
    level += count;
    return [level - count, level];
  });
}

function series(place: number, { names }: Weeks): string {
  return place < names.length ? `series s${place + 1}` : "series rest";
}

/** What belongs to no theme; where nothing does, that is everything. */
function rest({ names }: Weeks): string {
  return t(names.length ? "needs.time_rest" : "needs.time_all");
}

function dated(monday: string, year = false): string {
  const parts: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", timeZone: "UTC" };
  return new Intl.DateTimeFormat(locale(), year ? { ...parts, year: "numeric" } : parts).format(new Date(monday));
}
