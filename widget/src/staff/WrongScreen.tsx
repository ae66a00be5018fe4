// Told to a person whose work is on the other screen.
import { Icon } from "./Icon.tsx";
import { t } from "./i18n.ts";
import { tellError } from "./notices.ts";
import { signOut } from "./session.ts";
import type { User } from "./wire.ts";

interface Props {
  who: User;
  elsewhere: { href: string; label: string; why: string };
}

export function WrongScreen({ who, elsewhere }: Props) {
  return (
    <>
      <p class="banner">
        <Icon name="info" />
        <span>
          {t("wrong_screen.hello", { name: who.name, role: t(`role.${who.role}`) })} {elsewhere.why}
        </span>
      </p>
      <a class="button primary" href={elsewhere.href}>
        {elsewhere.label}
      </a>
      <button type="button" class="button plain" onClick={() => signOut().catch(tellError)}>
        {t("account.sign_out")}
      </button>
    </>
  );
}
