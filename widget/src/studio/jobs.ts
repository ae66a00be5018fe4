// Background work of the engine, followed until it ends.
import { get } from "../staff/api.ts";
import type { Job } from "../staff/wire.ts";

const EVERY_MS = 700;

/** Tell `onProgress` about each state of the job; gives the last one, done or failed. */
export async function followJob(job: Job, onProgress: (job: Job) => void): Promise<Job> {
  let latest = job;
  onProgress(latest);
  while (latest.status === "queued" || latest.status === "running") {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    latest = await get<Job>(`/jobs/${encodeURIComponent(job.id)}`);
    onProgress(latest);
  }
  return latest;
}
