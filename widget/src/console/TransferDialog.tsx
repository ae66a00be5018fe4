// Asks which team takes the conversation.
import { Dialog } from "../staff/Dialog.tsx";
import { t } from "../staff/i18n.ts";
import { asking, transfer } from "./actions.ts";
import { backToQueue } from "./navigation.ts";
import { opened } from "./opened.ts";
import { teamName, teams } from "./teams.ts";

export function TransferDialog() {
  const escalation = opened.value;
  if (asking.value !== "transfer" || !escalation) return null;
  const dismiss = () => {
    asking.value = null;
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const team = String(new FormData(event.currentTarget as HTMLFormElement).get("team"));
    dismiss();
    if (await transfer(escalation.id, team, teamName(team))) backToQueue();
  };
  const others = teams.value.filter((team) => team.id !== escalation.team);
  return (
    <Dialog title={t("transfer.title")} onClose={dismiss}>
      <form class="sign-in" onSubmit={submit}>
        <fieldset class="options">
          <legend class="field-label">{t("transfer.to")}</legend>
          {others.map((team, i) => (
            <label key={team.id} class="option">
              <input type="radio" name="team" value={team.id} required defaultChecked={i === 0} />
              <span>{teamName(team.id)}</span>
              <span class={team.open ? "badge good" : "badge"}>{t(team.open ? "transfer.open" : "transfer.shut")}</span>
            </label>
          ))}
          {!others.length && <p>{t("transfer.nobody")}</p>}
        </fieldset>
        <p class="hint">{t("transfer.hint")}</p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={dismiss}>
            {t("common.cancel")}
          </button>
          <button type="submit" class="button primary" disabled={!others.length}>
            {t("actions.transfer")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
