// The entry of the console page.
import { render } from "preact";
import { Gate } from "../staff/Gate.tsx";
import { t } from "../staff/i18n.ts";
import "../staff/styles.ts";
import { advises, user } from "../staff/user.ts";
import { Console } from "./Console.tsx";
import "./styles.ts";
import { keepTitle } from "./title.ts";

function App() {
  const elsewhere = { href: "/studio", label: t("account.to_studio"), why: t("wrong_screen.console") };
  return (
    <Gate screen={t("console.name")} allows={advises} elsewhere={elsewhere}>
      {user.value && <Console who={user.value} />}
    </Gate>
  );
}

keepTitle();
render(<App />, document.body);
