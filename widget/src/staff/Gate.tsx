// What stands before a screen: signing in, being the right person, and signing in again when the session ends.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Brand } from "./Brand.tsx";
import { Choices } from "./Choices.tsx";
import { Dialog } from "./Dialog.tsx";
import { LANGS, lang, speak, t } from "./i18n.ts";
import { Notices } from "./Notices.tsx";
import { SignIn } from "./SignIn.tsx";
import { resume } from "./session.ts";
import { expired, user } from "./user.ts";
import { WrongScreen } from "./WrongScreen.tsx";
import type { User } from "./wire.ts";

interface Props {
  screen: string;
  allows: (who: User) => boolean;
  elsewhere: { href: string; label: string; why: string };
  children: ComponentChildren;
}

const OWN_NAMES = { fr: "Français", en: "English" };

export function Gate({ screen, allows, elsewhere, children }: Props) {
  const unreachable = useSignal(false);
  const ask = async () => {
    unreachable.value = !(await resume());
  };
  useEffect(() => void ask(), []);
  const who = user.value;
  if (who && allows(who)) {
    return (
      <>
        {children}
        {expired.value && <SignInAgain />}
        <Notices />
      </>
    );
  }
  if (who === undefined && !unreachable.value) return <main class="gate" aria-busy="true" />;
  return (
    <main class="gate">
      <div class="card">
        <Brand screen={screen} />
        <h1 class="unseen">{t("sign_in.title", { screen })}</h1>
        {unreachable.value && <Unreachable retry={ask} />}
        {who === null && <SignIn />}
        {who && <WrongScreen who={who} elsewhere={elsewhere} />}
        <footer>
          <Choices
            name="gate-lang"
            label={t("account.language")}
            options={LANGS.map((value) => ({ value, label: OWN_NAMES[value], lang: value }))}
            chosen={lang.value}
            onChoose={speak}
          />
        </footer>
      </div>
    </main>
  );
}

function Unreachable({ retry }: { retry: () => void }) {
  return (
    <>
      <p class="banner bad" role="alert">
        {t("error.unreachable")}
      </p>
      <button type="button" class="button primary" onClick={retry}>
        {t("common.retry")}
      </button>
    </>
  );
}

function SignInAgain() {
  return (
    <Dialog title={t("sign_in.expired")} onClose={() => expired.value && location.reload()}>
      <p>{t("sign_in.expired_detail")}</p>
      <SignIn />
    </Dialog>
  );
}
