// How far a job is, and why it failed.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import type { Job } from "../staff/wire.ts";

export function JobProgress({ job, label }: { job: Job; label: string }) {
  if (job.status === "failed") {
    return (
      <p class="banner bad" role="alert">
        <Icon name="alert" />
        {job.error || t("job.failed")}
      </p>
    );
  }
  if (job.status === "done") return null;
  return (
    <div class="job" role="status">
      <span>{job.status === "queued" ? t("job.queued") : label}</span>
      <Meter value={job.progress} label={label} wide />
    </div>
  );
}
