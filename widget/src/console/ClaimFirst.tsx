// Stands where the composer will be once the adviser has claimed the conversation.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { claimHere } from "./shortcuts.ts";

interface Props {
  escalation: Escalation;
  noting: boolean;
  onNote: () => void;
}

export function ClaimFirst({ escalation, noting, onNote }: Props) {
  const taken = escalation.status === "claimed";
  return (
    <div class="claim-first">
      <p>{taken ? t("composer.taken", { name: escalation.adviser_name }) : t("composer.claim_first")}</p>
      {!noting && (
        <button type="button" class="button" onClick={onNote}>
          <Icon name="note" size={16} />
          {t("composer.add_note")}
        </button>
      )}
      {!taken && (
        <button type="button" class="button primary" onClick={() => void claimHere()}>
          <Icon name="hand" size={16} />
          {t("actions.claim")}
          <kbd>C</kbd>
        </button>
      )}
    </div>
  );
}
