// The teams of the company, read once.
import { signal } from "@preact/signals";
import { get } from "../staff/api.ts";
import { lang } from "../staff/i18n.ts";
import { tellError } from "../staff/notices.ts";
import type { Team } from "../staff/wire.ts";

export const teams = signal<Team[]>([]);

export async function readTeams(): Promise<void> {
  try {
    teams.value = (await get<{ teams: Team[] }>("/teams")).teams;
  } catch (error) {
    tellError(error);
  }
}

export function teamName(id: string): string {
  const names = teams.value.find((team) => team.id === id)?.name;
  return names?.[lang.value] ?? names?.fr ?? id;
}
