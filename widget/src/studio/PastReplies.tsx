// Beside the editor: what advisers replied to the need that an entry came from, read when it is opened.
import { useSignal } from "@preact/signals";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { NeedDraft } from "./NeedDraft.tsx";

export function PastReplies({ need }: { need: string }) {
  const read = useSignal(false);
  return (
    <details
      class="past-replies"
      onToggle={(event) => {
        read.value ||= event.currentTarget.open;
      }}
    >
      <summary>
        <Icon name="history" size={16} />
        <span>{t("draft.evidence")}</span>
        <Icon name="down" size={16} />
      </summary>
      {read.value && <NeedDraft need={need} empty={t("draft.no_replies")} />}
    </details>
  );
}
