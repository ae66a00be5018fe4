// One field as two people changed it, with the work of both. Pure.
import { differing, type Field, type Form, readable } from "./form.ts";

export type Side = "mine" | "theirs" | "both";

export interface Versions {
  /** As it was when both began. */
  before: Form;
  mine: Form;
  theirs: Form;
}

/** What both made of a field; null where only one of the two can stay, or one holds all of the other. */
export function bothOf(field: Field, versions: Versions): Form | null {
  const joined = join(field, versions);
  const others = [versions.mine, versions.theirs].map((form) => readable(form, field));
  return joined && !others.includes(readable(joined, field)) ? joined : null;
}

/** What stays until this person says otherwise: lists keep what both put in, an answer is read before it is joined. */
export function proposed(field: Field, versions: Versions): Side {
  const { before, mine, theirs } = versions;
  const joined = join(field, versions);
  const held = joined !== null && readable(joined, field) === readable(theirs, field);
  if (held || !differing(mine, before).includes(field)) return "theirs";
  return field !== "answer" && bothOf(field, versions) ? "both" : "mine";
}

function join(field: Field, { before, mine, theirs }: Versions): Form | null {
  switch (field) {
    case "answer": {
      const [then, ours, saved] = [before, mine, theirs].map(({ answer }) => answer.trim().split(/\n{2,}/));
      return {
        ...theirs,
        answer: added(then ?? [], ours ?? [], saved ?? [], String)
          .join("\n\n")
          .trim(),
      };
    }
    case "variants":
      return { ...theirs, variants: added(before.variants, mine.variants, theirs.variants, ({ text }) => text) };
    case "rejected":
      return { ...theirs, rejected: added(before.rejected, mine.rejected, theirs.rejected, String) };
    case "alternatives": {
      const [then, ours, saved] = [before.alternatives, mine.alternatives, theirs.alternatives];
      return {
        ...theirs,
        alternatives: added(then, ours, saved, (each) => JSON.stringify(Object.entries(each).sort())),
      };
    }
    default:
      return null;
  }
}

/** Theirs, without what this person took out, and with what this person put in, where it stood. */
function added<T>(before: T[], mine: T[], theirs: T[], key: (each: T) => string): T[] {
  const keys = (list: T[]) => new Set(list.map(key));
  const [then, ours] = [keys(before), keys(mine)];
  const kept = theirs.filter((each) => !then.has(key(each)) || ours.has(key(each)));
  mine.forEach((each, at) => {
    if (then.has(key(each)) || keys(kept).has(key(each))) return;
    const previous = mine[at - 1];
    const place = previous === undefined ? 0 : kept.findIndex((other) => key(other) === key(previous)) + 1;
    kept.splice(previous !== undefined && place === 0 ? kept.length : place, 0, each);
  });
  return kept;
}
