// What customers ask for, as the engine last learned it, and the job that learns it again.
import { computed, signal } from "@preact/signals";
import { get, post, sentence } from "../staff/api.ts";
import { folded } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import { tell, tellError } from "../staff/notices.ts";
import type { Job, Need } from "../staff/wire.ts";
import { followJob } from "./jobs.ts";
import { share } from "./need.ts";
import { type Pulse, pulse, spanOf } from "./trend.ts";

const MOST = 5_000;

export const needs = signal<Need[] | null>(null);
export const requests = signal(0);
export const canUndo = signal(false);
export const problem = signal("");
export const job = signal<Job | null>(null);

export const learning = computed(() => job.value?.status === "queued" || job.value?.status === "running");

/** The share of requests whose need has a published answer, from 0 to 1. */
export const coverage = computed(() => share(needs.value ?? []));

export const byId = computed(() => new Map((needs.value ?? []).map((need) => [need.id, need])));

/** How each need went lately, by id. */
export const pulses = computed<ReadonlyMap<string, Pulse | null>>(() => {
  const all = needs.value ?? [];
  const span = spanOf(all);
  return new Map(all.map((need) => [need.id, pulse(need, span)]));
});

/** What a search in the needs looks through, by id. */
export const texts = computed<ReadonlyMap<string, string>>(
  () => new Map((needs.value ?? []).map((need) => [need.id, folded([need.name, ...need.wordings].join("\n"))])),
);

export async function load(): Promise<void> {
  try {
    const read = await get<{ needs: Need[]; requests: number; can_undo: boolean }>("/needs", { limit: MOST });
    needs.value = read.needs;
    requests.value = read.requests;
    canUndo.value = read.can_undo;
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}

/** Let new requests join the needs, or group all of them anew. */
export async function learn(anew = false): Promise<void> {
  try {
    const ended = await followJob(await post<Job>("/needs/learn", { anew }), (state) => {
      job.value = state;
    });
    if (ended.status !== "done") return;
    await load();
    tell(t("needs.learnt", { n: needs.value?.length ?? 0 }));
  } catch (error) {
    job.value = null;
    tellError(error);
  }
}
