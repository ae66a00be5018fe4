// Who is speaking, plainly: a machine, or a human by name.
import { t } from "../i18n/words";
import { Avatar } from "./Avatar";
import { useConversation } from "./current";
import { CLOSE, Icon } from "./Icon";
import { Menu } from "./Menu";

export function Header({ title, close }: { title: string; close(): void }) {
  const { journal, mood } = useConversation();
  const human = journal.owner.value === "adviser" ? journal.adviser.value || t("adviser") : "";
  return (
    <div class="header" part="header">
      <span class="portrait">
        {human ? <span class="initials">{initials(human)}</span> : <Avatar mood={mood.value} />}
      </span>
      <div class="who">
        <h2>{human || title}</h2>
        <p>{speaker(human, journal.owner.value)}</p>
      </div>
      <Menu />
      <button type="button" class="icon" aria-label={t("close")} onClick={close}>
        <Icon path={CLOSE} />
      </button>
    </div>
  );
}

function speaker(human: string, owner: string): string {
  if (human) return t("human");
  return owner === "queue" ? t("queue") : t("machine");
}

export function initials(name: string): string {
  return name
    .split(/[\s-]+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join("");
}
