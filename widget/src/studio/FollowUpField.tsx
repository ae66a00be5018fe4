// Which flow of the assistant the conversation goes on with, once the answer was given.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { edit } from "./editing.ts";
import { type Flow, standing, titleOf } from "./flow.ts";
import { flows } from "./flows.ts";

export function FollowUpField({ intent }: { intent: string }) {
  const known = flows.value ?? [];
  const stands = standing(intent, flows.value);
  const lost = intent && !known.some((flow) => flow.intent === intent);
  const doubtful = stands === "drafted" || stands === "unknown";
  return (
    <div class="field">
      <label for="entry-follow_up">{t("field.follow_up")}</label>
      <select
        id="entry-follow_up"
        class="input"
        value={intent}
        aria-describedby={doubtful ? "entry-follow_up-hint entry-follow_up-doubt" : "entry-follow_up-hint"}
        onChange={(event) => edit({ follow_up: event.currentTarget.value })}
      >
        <option value="">{t("follow_up.none")}</option>
        <Flows label={t("follow_up.forms")} list={known.filter(({ form, published }) => form && published)} />
        <Flows label={t("follow_up.rules")} list={known.filter(({ form, published }) => !form && published)} />
        <Flows label={t("follow_up.drafted_group")} list={known.filter(({ published }) => !published)} />
        {lost && <option value={intent}>{stands ? t("follow_up.lost", { intent }) : intent}</option>}
      </select>
      <p class="hint" id="entry-follow_up-hint">
        {t(flows.value?.length === 0 ? "follow_up.no_flow" : "follow_up.hint")}
      </p>
      {doubtful && (
        <p class="banner warn" id="entry-follow_up-doubt">
          <Icon name="alert" size={16} /> {t(`follow_up.${stands}`, { intent })}
        </p>
      )}
    </div>
  );
}

function Flows({ label, list }: { label: string; list: Flow[] }) {
  return list.length === 0 ? null : (
    <optgroup label={label}>
      {list.map((flow) => (
        <option key={flow.intent} value={flow.intent}>
          {titleOf(flow)}
        </option>
      ))}
    </optgroup>
  );
}
