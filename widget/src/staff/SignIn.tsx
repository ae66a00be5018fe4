// The form that signs a person in.
import { useSignal } from "@preact/signals";
import { sentence } from "./api.ts";
import { Icon } from "./Icon.tsx";
import { t } from "./i18n.ts";
import { signIn } from "./session.ts";

export function SignIn() {
  const problem = useSignal("");
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    busy.value = true;
    problem.value = "";
    await signIn(String(data.get("name")).trim(), String(data.get("password"))).catch((error: unknown) => {
      problem.value = sentence(error);
    });
    busy.value = false;
  };
  return (
    <form class="sign-in" onSubmit={submit}>
      <div role="alert">
        {problem.value && (
          <p class="banner bad">
            <Icon name="alert" />
            {problem.value}
          </p>
        )}
      </div>
      <div class="field">
        <label for="sign-in-name">{t("sign_in.name")}</label>
        <input id="sign-in-name" class="input" name="name" autocomplete="username" autocapitalize="none" required />
      </div>
      <div class="field">
        <label for="sign-in-password">{t("sign_in.password")}</label>
        <input
          id="sign-in-password"
          class="input"
          name="password"
          type="password"
          autocomplete="current-password"
          required
        />
      </div>
      <button type="submit" class="button primary" disabled={busy.value}>
        {t(busy.value ? "sign_in.busy" : "sign_in.submit")}
      </button>
    </form>
  );
}
