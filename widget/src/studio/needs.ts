// What customers ask for, by volume, and how much of it has an answer.
import { computed, signal } from "@preact/signals";
import { get, post, sentence } from "../staff/api.ts";
import { t } from "../staff/i18n.ts";
import { tell, tellError } from "../staff/notices.ts";
import type { Job, Need } from "../staff/wire.ts";
import { followJob } from "./jobs.ts";

const MOST = 500;

export const needs = signal<Need[] | null>(null);
export const requests = signal(0);
export const problem = signal("");
export const job = signal<Job | null>(null);
export const onlyOpen = signal(false);
export const language = signal("");

export const languages = computed(() => [...new Set((needs.value ?? []).map((need) => need.lang))].sort());
export const shown = computed(() => (needs.value ?? []).filter(wanted));

/** The share of requests whose need has a published answer, from 0 to 1. */
export const coverage = computed(() => {
  const all = needs.value ?? [];
  const total = all.reduce((sum, need) => sum + need.volume, 0);
  const met = all.filter(answered).reduce((sum, need) => sum + need.volume, 0);
  return total ? met / total : 0;
});

export function answered(need: Need): boolean {
  return need.entry_status === "published" || need.entry_status === "modified";
}

export async function load(): Promise<void> {
  try {
    const read = await get<{ needs: Need[]; requests: number }>("/needs", { limit: MOST });
    needs.value = [...read.needs].sort((a, b) => b.volume - a.volume);
    requests.value = read.requests;
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}

export async function learn(): Promise<void> {
  try {
    const ended = await followJob(await post<Job>("/needs/learn"), (state) => {
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

function wanted(need: Need): boolean {
  return (!onlyOpen.value || !answered(need)) && (!language.value || need.lang === language.value);
}
