// The draft answer of a need: asked of the engine, its sentences in paragraphs.
import { get } from "../staff/api.ts";
import type { PastRequest } from "../staff/wire.ts";

/** What past replies say together; a sentence, or a list, names the requests whose replies said it. */
export interface Drafted {
  draft: Draft | null;
  replies: number;
  requests: PastRequest[];
}

export interface Draft {
  lang: string;
  text: string;
  read: number;
  sentences: DraftSentence[];
  disagreements: { kind: string; sides: DraftSide[] }[];
}

export interface DraftSentence {
  text: string;
  gap: string;
  requests: string[];
}

export interface DraftSide {
  said: string;
  passage: string;
  requests: string[];
  first: string | null;
  last: string | null;
  taken: boolean;
}

export function draftOf(need: string): Promise<Drafted> {
  return get<Drafted>(`/needs/${encodeURIComponent(need)}/draft`);
}

/** Sentences that stand together; a list stands alone. */
export function paragraphs(sentences: DraftSentence[]): DraftSentence[][] {
  const found: DraftSentence[][] = [];
  let before: DraftSentence | undefined;
  for (const sentence of sentences) {
    const last = found.at(-1);
    const apart = sentence.gap === "\n\n" || isList(sentence) || (before && isList(before));
    if (last && !apart) last.push(sentence);
    else found.push([sentence]);
    before = sentence;
  }
  return found;
}

export function isList({ text }: DraftSentence): boolean {
  return text.includes("\n");
}

/** The requests of these ids, in their order. */
export function cited({ requests }: Drafted, ids: string[]): PastRequest[] {
  return ids.flatMap((id) => requests.find((request) => request.id === id) ?? []);
}
