// Asks once before a conversation is closed for good.
import { Dialog } from "../staff/Dialog.tsx";
import { t } from "../staff/i18n.ts";
import { asking, close } from "./actions.ts";
import { draft } from "./drafts.ts";
import { backToQueue } from "./navigation.ts";
import { opened } from "./opened.ts";

export function CloseDialog() {
  const escalation = opened.value;
  if (asking.value !== "close" || !escalation) return null;
  const dismiss = () => {
    asking.value = null;
  };
  const confirm = async () => {
    dismiss();
    if (await close(escalation.id)) backToQueue();
  };
  return (
    <Dialog title={t("close.title")} onClose={dismiss}>
      <p>{t(`close.${escalation.exit}`)}</p>
      {draft(escalation.id, "messages") && <p class="banner warn">{t("close.draft")}</p>}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={dismiss}>
          {t("common.cancel")}
        </button>
        <button type="button" class="button primary" onClick={confirm}>
          {t("close.confirm")}
        </button>
      </div>
    </Dialog>
  );
}
