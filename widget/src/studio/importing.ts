// Past requests on their way into the base: the files, the column map, the job, the report.
import { signal } from "@preact/signals";
import { sentence, upload } from "../staff/api.ts";
import type { FileReport, Job, UnreadFile } from "../staff/wire.ts";
import { followJob } from "./jobs.ts";

/** The fields a column can be named for, in the order they are asked. */
export const MAPPED = ["text", "reply", "lang", "channel", "at"] as const;
export type Mapped = (typeof MAPPED)[number];

export const files = signal<File[]>([]);
export const columns = signal<Partial<Record<Mapped, string>>>({});
export const job = signal<Job | null>(null);
export const reports = signal<(FileReport | UnreadFile)[] | null>(null);
export const problem = signal("");

export function addFiles(more: Iterable<File>): void {
  const names = new Set(files.value.map((file) => file.name));
  files.value = [...files.value, ...[...more].filter((file) => !names.has(file.name))];
  reports.value = null;
}

export function dropFile(name: string): void {
  files.value = files.value.filter((file) => file.name !== name);
}

export async function sendFiles(): Promise<void> {
  problem.value = "";
  reports.value = null;
  try {
    const ended = await followJob(await upload<Job>("/requests", packed()), (state) => {
      job.value = state;
    });
    if (ended.status !== "done") return;
    reports.value = ended.result?.reports ?? [];
    files.value = [];
  } catch (error) {
    job.value = null;
    problem.value = sentence(error);
  }
}

function packed(): FormData {
  const form = new FormData();
  for (const file of files.value) form.append("file", file, file.name);
  const named = MAPPED.filter((field) => columns.value[field]?.trim());
  form.append("map", named.map((field) => `${field}=${columns.value[field]?.trim()}`).join(","));
  return form;
}
