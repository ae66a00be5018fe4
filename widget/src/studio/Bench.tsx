// The test bench: what the agent would do with a question, and why.
import { useSignal } from "@preact/signals";
import { get, sentence } from "../staff/api.ts";
import { languageTitle } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Explanation } from "../staff/wire.ts";
import { BenchResult } from "./BenchResult.tsx";

const LANGUAGES = ["", "fr", "en"];

export function Bench() {
  const found = useSignal<Explanation | null>(null);
  const problem = useSignal("");
  const busy = useSignal(false);
  const ask = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const q = String(data.get("q")).trim();
    if (!q) return;
    busy.value = true;
    try {
      found.value = await get<Explanation>("/explain", { q, lang: String(data.get("lang")) });
      problem.value = "";
    } catch (error) {
      found.value = null;
      problem.value = sentence(error);
    }
    busy.value = false;
  };
  return (
    <div class="page narrow">
      <header class="page-head">
        <div>
          <h1>{t("bench.title")}</h1>
          <p class="page-lead">{t("bench.lead")}</p>
        </div>
        <a class="button" href="#/synonyms">
          {t("view.synonyms")}
        </a>
      </header>
      <form class="bench-form" onSubmit={ask}>
        <div class="field">
          <label for="bench-q">{t("bench.question")}</label>
          <input id="bench-q" class="input" name="q" autocomplete="off" placeholder={t("bench.placeholder")} required />
        </div>
        <div class="field">
          <label for="bench-lang">{t("field.lang")}</label>
          <select id="bench-lang" class="input" name="lang">
            {LANGUAGES.map((code) => (
              <option key={code} value={code}>
                {code ? languageTitle(code) : t("bench.detect")}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="button primary" disabled={busy.value}>
          <Icon name="bench" size={16} />
          {t("bench.ask")}
        </button>
      </form>
      <div role="status" aria-busy={busy.value}>
        {problem.value && <p class="banner bad">{problem.value}</p>}
        {found.value && <BenchResult found={found.value} />}
      </div>
    </div>
  );
}
