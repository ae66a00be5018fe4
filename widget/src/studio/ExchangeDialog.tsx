// Entries out as a file, and in from one: what it would change is shown before anything is written.
import { Dialog } from "../staff/Dialog.tsx";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Arrivals } from "./Arrivals.tsx";
import { busy, FORMATS, forget, look, looked, problem, takeIn, taken } from "./exchange.ts";
import { Taken } from "./Taken.tsx";

export function ExchangeDialog() {
  const found = looked.value;
  const changes = found ? found.counts.new + found.counts.changed : 0;
  return (
    <Dialog title={t("files.title")} onClose={forget}>
      <div class="exchange">
        <section aria-labelledby="export-title">
          <h3 id="export-title">{t("files.export")}</h3>
          <p class="hint">{t("files.export_hint")}</p>
          <p class="formats">
            {FORMATS.map((format) => (
              <a key={format} class="button small" href={`/api/v1/entries/export?format=${format}`} download>
                {t(`files.${format}`)}
              </a>
            ))}
          </p>
        </section>
        <section aria-labelledby="import-title">
          <h3 id="import-title">{t("files.import")}</h3>
          <Choice />
          <div aria-live="polite" aria-busy={busy.value}>
            {busy.value && <p class="hint">{t("files.reading")}</p>}
            {problem.value && <p class="banner bad preline">{problem.value}</p>}
            {found && <Arrivals found={found} />}
            {taken.value && <Taken found={taken.value} />}
          </div>
        </section>
        <form class="dialog-actions" method="dialog">
          <button type="submit" class="button">
            {t("files.close")}
          </button>
          {found && (
            <button
              type="button"
              class="button primary"
              disabled={busy.value || found.faulty > 0 || changes === 0}
              onClick={() => void takeIn()}
            >
              {t("files.take_in")}
            </button>
          )}
        </form>
      </div>
    </Dialog>
  );
}

function Choice() {
  return (
    <label class="drop small">
      <Icon name="upload" size={20} />
      <strong>{t("files.choose")}</strong>
      <span class="hint">{t("files.kinds")}</span>
      <input
        type="file"
        accept=".csv,.xlsx,.json,.jsonl"
        disabled={busy.value}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void look(file);
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}
