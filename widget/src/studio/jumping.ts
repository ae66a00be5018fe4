// The line of a file that one asked to be led to.
import { signal } from "@preact/signals";
import { fileAddress, go } from "./route.ts";

export interface Spot {
  file: string;
  line: number;
}

export const jump = signal<Spot | null>(null);

export function goTo({ file, line }: Spot): void {
  jump.value = { file, line };
  go(fileAddress(file));
}
