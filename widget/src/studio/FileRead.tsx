// What one file brought: read, new, known, skipped and why, masked, languages.
import { languageTitle, number } from "../staff/format.ts";
import { said, t, tn } from "../staff/i18n.ts";
import type { FileReport } from "../staff/wire.ts";

const MOST_LINES = 50;

export function FileRead({ report }: { report: FileReport }) {
  return (
    <>
      <dl class="figures">
        {(["read", "new", "known"] as const).map((name) => (
          <div key={name}>
            <dt>{t(`report.${name}`)}</dt>
            <dd>{number(report[name])}</dd>
          </div>
        ))}
        <div>
          <dt>{t("report.skipped")}</dt>
          <dd>{number(report.skipped.length)}</dd>
        </div>
      </dl>
      <Tally title={t("report.languages")} counts={report.languages} name={languageTitle} />
      <Tally title={t("report.masked")} counts={report.masked} name={(code) => said("mask", code)} />
      {report.skipped.length > 0 && <Skipped lines={report.skipped} />}
    </>
  );
}

interface TallyProps {
  title: string;
  counts: Record<string, number>;
  name: (key: string) => string;
}

function Tally({ title, counts, name }: TallyProps) {
  const pairs = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  if (!pairs.length) return null;
  return (
    <p class="tally">
      <span>{title}</span>
      {pairs.map(([key, count]) => (
        <span key={key} class="badge">
          {name(key)} {number(count)}
        </span>
      ))}
    </p>
  );
}

function Skipped({ lines }: { lines: FileReport["skipped"] }) {
  return (
    <details>
      <summary>{tn("report.skipped_lines", lines.length)}</summary>
      <ul class="skipped list">
        {lines.slice(0, MOST_LINES).map(({ line, reason }) => (
          <li key={line}>
            <span>{t("report.line", { line: number(line) })}</span> {reason}
          </li>
        ))}
      </ul>
      {lines.length > MOST_LINES && <p class="hint">{tn("report.more_lines", lines.length - MOST_LINES)}</p>}
    </details>
  );
}
