// The view that brings past requests in.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { ColumnMap } from "./ColumnMap.tsx";
import { FileDrop } from "./FileDrop.tsx";
import { ImportReport } from "./ImportReport.tsx";
import { files, job, problem, reports, sendFiles } from "./importing.ts";
import { JobProgress } from "./JobProgress.tsx";

export function ImportView() {
  const running = job.value?.status === "queued" || job.value?.status === "running";
  return (
    <div class="page narrow">
      <header class="page-head">
        <div>
          <h1>{t("import.title")}</h1>
          <p class="page-lead">{t("import.lead")}</p>
        </div>
      </header>
      <form
        class="import"
        onSubmit={(event) => {
          event.preventDefault();
          void sendFiles();
        }}
      >
        <FileDrop />
        <ColumnMap />
        {problem.value && (
          <p class="banner bad" role="alert">
            <Icon name="alert" />
            {problem.value}
          </p>
        )}
        <div class="dialog-actions">
          <button type="submit" class="button primary" disabled={!files.value.length || running}>
            <Icon name="upload" size={16} />
            {t("import.send")}
          </button>
        </div>
      </form>
      {job.value && <JobProgress job={job.value} label={t("import.running")} />}
      <div role="status">{reports.value && <ImportReport reports={reports.value} />}</div>
    </div>
  );
}
