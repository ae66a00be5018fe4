// The known wordings that a question is nearest to by meaning, whatever their entry.
import { number } from "../staff/format.ts";
import { t } from "../staff/i18n.ts";
import type { NearWording } from "../staff/wire.ts";
import { entryAddress } from "./route.ts";

export function Nearest({ wordings, lang }: { wordings: NearWording[]; lang: string }) {
  if (wordings.length === 0) return null;
  return (
    <section class="nearest" aria-labelledby="nearest-title">
      <h2 id="nearest-title">{t("bench.nearest")}</h2>
      <ol class="list">
        {wordings.map((wording) => (
          <li key={`${wording.id} ${wording.text}`}>
            <a href={entryAddress(wording.id)} lang={lang}>
              {wording.text}
            </a>
            <span class="hint">{number(wording.dense, 2)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
