// The place to write: a reply, an e-mail or an internal note.
import { useSignal } from "@preact/signals";
import { Choices } from "../staff/Choices.tsx";
import { t } from "../staff/i18n.ts";
import type { Escalation } from "../staff/wire.ts";
import { ClaimFirst } from "./ClaimFirst.tsx";
import { ComposerBox } from "./ComposerBox.tsx";
import { mode, whyNoReply, writes } from "./composing.ts";

export function Composer({ escalation }: { escalation: Escalation }) {
  const noting = useSignal(false);
  const why = whyNoReply.value;
  if (escalation.status === "closed") {
    return (
      <footer class="composer">
        <p class="composer-closed">{t("composer.closed")}</p>
      </footer>
    );
  }
  const mayReply = why === null;
  const byPhone = why === "why_not.by_phone";
  const note = () => {
    noting.value = true;
    mode.value = "notes";
  };
  return (
    <footer class="composer">
      {!mayReply && !byPhone && <ClaimFirst escalation={escalation} noting={noting.value} onNote={note} />}
      {mayReply && (
        <Choices
          name="mode"
          label={t("composer.mode")}
          options={[
            { value: "messages", label: t(escalation.exit === "email" ? "composer.email" : "composer.reply") },
            { value: "notes", label: t("composer.note") },
          ]}
          chosen={writes.value}
          onChoose={(value) => {
            mode.value = value;
          }}
        />
      )}
      {byPhone && <p class="hint">{t("composer.by_phone")}</p>}
      {(mayReply || byPhone || noting.value || mode.value === "notes") && <ComposerBox escalation={escalation} />}
    </footer>
  );
}
