// What a file changed, and which entries a person should look at now.
import { t, tn } from "../staff/i18n.ts";
import type { ArrivedFile } from "../staff/wire.ts";
import { forget } from "./exchange.ts";
import { Lookalike } from "./Lookalike.tsx";
import { byPair } from "./lookalikes.ts";

export function Taken({ found }: { found: ArrivedFile }) {
  const { warnings } = found;
  return (
    <div class="arrivals">
      <p class="banner good">{tn("files.taken", found.counts.new + found.counts.changed)}</p>
      {warnings.length > 0 && (
        <details open>
          <summary>{tn("similar.found", byPair(warnings).length)}</summary>
          <p class="hint">{t("similar.after_import")}</p>
          <ul class="list">
            {byPair(warnings).map((pair) => (
              <Lookalike key={`${pair[0]?.id} ${pair[0]?.entry_id}`} warnings={pair} named onFollow={forget} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
