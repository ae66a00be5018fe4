// The entry of the studio page.
import { render } from "preact";
import { Gate } from "../staff/Gate.tsx";
import { t } from "../staff/i18n.ts";
import "../staff/styles.ts";
import { curates, user } from "../staff/user.ts";
import { Studio } from "./Studio.tsx";
import "./styles.ts";

function App() {
  const elsewhere = { href: "/console", label: t("account.to_console"), why: t("wrong_screen.studio") };
  return (
    <Gate screen={t("studio.name")} allows={curates} elsewhere={elsewhere}>
      {user.value && <Studio who={user.value} />}
    </Gate>
  );
}

render(<App />, document.body);
