// Opens the dialog of files of entries.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { ExchangeDialog } from "./ExchangeDialog.tsx";
import { open, start } from "./exchange.ts";

export function ExchangeButton() {
  return (
    <>
      <button
        type="button"
        class="button exchange-button"
        aria-label={t("files.open")}
        title={t("files.open")}
        onClick={start}
      >
        <Icon name="file" size={16} />
        <span>{t("files.short")}</span>
      </button>
      {open.value && <ExchangeDialog />}
    </>
  );
}
