// Three dots while the agent looks for the answer, or while an adviser writes.
import { t } from "../i18n/words";
import { useConversation } from "./current";

export function Thinking() {
  const { busy, typing } = useConversation();
  if (!busy.value && !typing.value) return null;
  return (
    <p class="dots">
      <span class="sr">{busy.value ? t("thinking") : t("typing", { name: typing.value })}</span>
      <i />
      <i />
      <i />
      {!busy.value && <small aria-hidden="true">{t("typing", { name: typing.value })}</small>}
    </p>
  );
}
