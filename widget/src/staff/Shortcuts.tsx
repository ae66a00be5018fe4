// What the keys do on this screen, and the switch that turns single keys off.
import { Dialog } from "./Dialog.tsx";
import { t } from "./i18n.ts";
import { allowSingleKeys, shortcutsShown, singleKeys } from "./keys.ts";

export interface Shortcut {
  keys: string[];
  does: string;
}

export function Shortcuts({ list }: { list: Shortcut[] }) {
  const close = () => {
    shortcutsShown.value = false;
  };
  if (!shortcutsShown.value) return null;
  return (
    <Dialog title={t("keys.title")} onClose={close}>
      <dl class="shortcuts">
        {list.map(({ keys, does }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={(event) => allowSingleKeys(event.currentTarget.checked)}
        />
        {t("keys.single")}
      </label>
      <div class="dialog-actions">
        <form method="dialog">
          <button type="submit" class="button primary">
            {t("common.close")}
          </button>
        </form>
      </div>
    </Dialog>
  );
}
