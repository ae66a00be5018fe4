// Which words of a text were taken out and which came in. Pure.
export interface Piece {
  kind: "same" | "out" | "in";
  text: string;
}

/** Above so many words on either side, what differs is shown whole: comparing each with each would take too long. */
const MOST = 1_500;

export function difference(before: string, after: string): Piece[] {
  const [old, now] = [pieces(before), pieces(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const middle = compared(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return joined([...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)]);
}

/** Words, and what stands between them, each a piece. */
function pieces(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** The longest common subsequence, by dynamic programming (Wagner and Fischer 1974). */
function compared(old: string[], now: string[]): Piece[] {
  if (old.length > MOST || now.length > MOST) return [...old.map(out), ...now.map(come)];
  const common = lengths(old, now);
  const found: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [one, other] = [old[i], now[j]];
    if (one !== undefined && one === other) {
      found.push(same(one));
      i++;
      j++;
    } else if (other === undefined || (one !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      found.push(out(one ?? ""));
      i++;
    } else {
      found.push(come(other));
      j++;
    }
  }
  return found;
}

function lengths(old: string[], now: string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = table[i] as Uint16Array;
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] = old[i] === now[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: Uint16Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

/** A space between two words that both went, or came, is part of what went or came. */
function joined(found: Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of grouped(found)) {
    const last = result.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else result.push({ ...piece });
  }
  return result;
}

/** Of each run of changes, what went stands before what came; what is no word between two of them goes, and comes, with
 * them. */
function grouped(found: Piece[]): Piece[] {
  const result: Piece[] = [];
  let run: Piece[] = [];
  const flush = () => {
    result.push(...parted(run));
    run = [];
  };
  let waiting: Piece[] = [];
  for (const piece of found) {
    if (piece.kind !== "same") {
      run.push(...waiting, piece);
      waiting = [];
    } else if (run.length > 0 && !/[\p{L}\p{N}]/u.test(piece.text)) waiting.push(piece);
    else {
      flush();
      result.push(...waiting, piece);
      waiting = [];
    }
  }
  flush();
  return [...result, ...waiting];
}

function parted(run: Piece[]): Piece[] {
  const has = (kind: Piece["kind"]) => run.some((piece) => piece.kind === kind);
  if (!has("out") || !has("in")) return run;
  const side = (gone: Piece["kind"]) => run.filter(({ kind }) => kind !== gone).map(({ text }) => text);
  return [out(side("in").join("")), come(side("out").join(""))];
}

function same(text: string): Piece {
  return { kind: "same", text };
}

function out(text: string): Piece {
  return { kind: "out", text };
}

function come(text: string): Piece {
  return { kind: "in", text };
}
