// What the search route answers, and how it is asked: once typing pauses, and only the last typing counts.
const PAUSE = 150;
const FEWEST = 2;
const MOST = "8";

export interface Result {
  id: string;
  lang: string;
  path: string;
  pieces: { text: string; hit: boolean }[];
}

export interface Answers {
  sure: boolean;
  results: Result[];
  groups: { name: string; ids: string[] }[];
  themes: { name: string; path: string }[];
}

export class Search {
  #timer = 0;
  #asked: AbortController | undefined;

  constructor(
    readonly lang: string,
    readonly category: string,
    readonly show: (answers: Answers | undefined) => void,
  ) {}

  typed(text: string): void {
    this.stop();
    if (text.trim().length < FEWEST) this.show(undefined);
    else this.#timer = setTimeout(() => void this.#ask(text.trim()), PAUSE);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  async #ask(q: string): Promise<void> {
    const asked = new AbortController();
    this.#asked = asked;
    const query = new URLSearchParams({ q, lang: this.lang, limit: MOST, page: location.pathname });
    if (this.category) query.set("category", this.category);
    const answers = await fetched(`/api/v1/search?${query}`, asked.signal);
    if (!asked.signal.aborted) this.show(answers);
  }
}

// A search that fails shows nothing: the form still leads to the page of results.
async function fetched(url: string, signal: AbortSignal): Promise<Answers | undefined> {
  try {
    const response = await fetch(url, { signal });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
