// What the files brought, one report each.
import { t } from "../staff/i18n.ts";
import type { FileReport, UnreadFile } from "../staff/wire.ts";
import { FileRead } from "./FileRead.tsx";

export function ImportReport({ reports }: { reports: (FileReport | UnreadFile)[] }) {
  return (
    <section class="reports" aria-labelledby="reports-title">
      <header class="page-head">
        <h2 id="reports-title">{t("report.title")}</h2>
        <a class="button" href="#/needs">
          {t("report.to_needs")}
        </a>
      </header>
      {reports.map((report) => (
        <article key={report.file} class="report">
          <h3>{report.file}</h3>
          {"error" in report ? <p class="banner bad">{report.error}</p> : <FileRead report={report} />}
        </article>
      ))}
    </section>
  );
}
