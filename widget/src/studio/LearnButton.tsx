// New requests join the needs; or all are grouped anew, once the person read what that means.
import { useSignal } from "@preact/signals";
import { Dialog } from "../staff/Dialog.tsx";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Menu } from "../staff/Menu.tsx";
import { learn, learning } from "./needs.ts";

export function LearnButton() {
  const asks = useSignal(false);
  const close = () => {
    asks.value = false;
  };
  return (
    <div class="learn">
      <button type="button" class="button primary" disabled={learning.value} onClick={() => void learn()}>
        <Icon name="layers" size={16} />
        {t("needs.learn")}
      </button>
      <Menu
        label={t("needs.learn_more")}
        items={[
          {
            label: t("needs.anew"),
            disabled: learning.value,
            act: () => {
              asks.value = true;
            },
          },
        ]}
      >
        <Icon name="more" size={16} />
      </Menu>
      {asks.value && (
        <Dialog title={t("needs.anew_title")} onClose={close}>
          <p>{t("needs.anew_does")}</p>
          <p>{t("needs.anew_keeps")}</p>
          <div class="dialog-actions">
            <button type="button" class="button" onClick={close}>
              {t("common.cancel")}
            </button>
            <button
              type="button"
              class="button primary"
              onClick={() => {
                close();
                void learn(true);
              }}
            >
              {t("needs.anew_do")}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
