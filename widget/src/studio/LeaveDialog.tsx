// Asks before words that were not saved are left behind.
import { Dialog } from "../staff/Dialog.tsx";
import { t } from "../staff/i18n.ts";
import { leaving } from "./opening.ts";
import { saveNow } from "./saving.ts";

export function LeaveDialog() {
  const leave = leaving.value;
  if (!leave) return null;
  const stay = () => {
    leaving.value = null;
  };
  const save = async () => {
    stay();
    if (await saveNow()) leave();
  };
  return (
    <Dialog title={t("leave.title")} onClose={stay}>
      <p>{t("leave.detail")}</p>
      <div class="dialog-actions">
        <button
          type="button"
          class="button danger"
          onClick={() => {
            stay();
            leave();
          }}
        >
          {t("leave.discard")}
        </button>
        <button type="button" class="button" onClick={stay}>
          {t("leave.stay")}
        </button>
        <button type="button" class="button primary" onClick={() => void save()}>
          {t("leave.save")}
        </button>
      </div>
    </Dialog>
  );
}
