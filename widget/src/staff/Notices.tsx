// The corner where passing messages appear.
import { Icon } from "./Icon.tsx";
import { t } from "./i18n.ts";
import { dismiss, notices, whispered } from "./notices.ts";

export function Notices() {
  return (
    <>
      <div class="unseen" aria-live="polite">
        {whispered.value}
      </div>
      <div class="notices" role="status">
        {notices.value.map(({ id, text, bad, action }) => (
          <div key={id} class={bad ? "notice bad" : "notice"}>
            <span>{text}</span>
            {action && (
              <button
                type="button"
                class="button act"
                onClick={() => {
                  dismiss(id);
                  action.act();
                }}
              >
                {action.label}
              </button>
            )}
            <button type="button" class="button" aria-label={t("common.dismiss")} onClick={() => dismiss(id)}>
              <Icon name="close" size={14} />
            </button>
          </div>
        ))}
      </div>
    </>
  );
}
