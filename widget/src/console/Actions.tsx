// Transfer, return, close: each says why when it is not possible.
import { t } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { ActionButton } from "./ActionButton.tsx";
import { asking, busy, giveBack } from "./actions.ts";
import { me } from "./escalations.ts";
import { backToQueue } from "./navigation.ts";
import { type Action, whyNot } from "./permissions.ts";

export function Actions({ escalation }: { escalation: Escalation }) {
  const why = (action: Action) => {
    const key = whyNot(action, escalation, me.value);
    return key && t(key, { name: escalation.adviser_name });
  };
  const returnIt = async () => {
    if (await giveBack(escalation.id)) backToQueue();
  };
  return (
    <fieldset class="actions" aria-busy={busy.value}>
      <legend class="unseen">{t("actions.title")}</legend>
      <ActionButton
        icon="transfer"
        label={t("actions.transfer")}
        why={why("transfer")}
        act={() => {
          asking.value = "transfer";
        }}
      />
      <ActionButton icon="giveBack" label={t("actions.return")} why={why("return")} act={returnIt} />
      <ActionButton
        icon="check"
        label={t("actions.close")}
        why={why("close")}
        act={() => {
          asking.value = "close";
        }}
      />
    </fieldset>
  );
}
