// The files that somebody else changed at the same time, and whose text is to stay.
import { t } from "../staff/i18n.ts";
import { clashes, takeTheirs } from "./assistant.ts";

export function AssistantClashes() {
  const names = Object.keys(clashes.value);
  if (!names.length) return null;
  return (
    <div class="banner warn assistant-clashes" role="alert">
      <p>{t("assistant.clashes")}</p>
      <ul class="list">
        {names.map((name) => (
          <li key={name}>
            <code>{name}</code>
            <button type="button" class="button small" onClick={() => takeTheirs(name)}>
              {t("assistant.take_theirs")}
              <span class="unseen"> : {name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
