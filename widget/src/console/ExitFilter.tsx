// Shows one way of reaching the customer at a time, or all.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { exit } from "./escalations.ts";
import { EXITS } from "./queue.ts";

export function ExitFilter() {
  return (
    <fieldset class="chips">
      <legend class="unseen">{t("queue.by_exit")}</legend>
      {EXITS.map((value) => (
        <button
          key={value}
          type="button"
          class="chip"
          aria-pressed={exit.value === value}
          onClick={() => {
            exit.value = exit.value === value ? null : value;
          }}
        >
          <Icon name={value} size={14} />
          {t(`exit.${value}`)}
        </button>
      ))}
    </fieldset>
  );
}
