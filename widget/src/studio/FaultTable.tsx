// The lines of a file that cannot be read, each with what to do.
import { t, tn } from "../staff/i18n.ts";
import type { Fault } from "../staff/wire.ts";

export function FaultTable({ faults, faulty }: { faults: Fault[]; faulty: number }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section class="faults" tabIndex={0} aria-label={tn("files.faulty", faulty)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("files.line")}</th>
            <th scope="col">{t("files.column")}</th>
            <th scope="col">{t("files.fault")}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ line, column, code, text }) => (
            <tr key={`${line} ${column} ${code}`}>
              <td>{line}</td>
              <td>{column}</td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faulty > faults.length && <p class="hint">{tn("files.more_faults", faulty - faults.length)}</p>}
    </section>
  );
}
