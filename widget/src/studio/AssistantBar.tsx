// Where the assistant stands, and what to do with its draft.
import { t, tn } from "../staff/i18n.ts";
import { busy, draft, edited, errors, kept, publish, save, served } from "./assistant.ts";

export function AssistantBar() {
  const blocked = busy.value !== null || !kept.value;
  const unsaved = edited.value.length > 0;
  const asPublished = !unsaved && !draft.value?.changed;
  return (
    <header class="editor-bar assistant-bar">
      <h1>{t("view.assistant")}</h1>
      <div class="editor-state">
        <span class={served.value ? "badge good" : "badge"}>
          {served.value ? t("assistant.in_service", { version: served.value }) : t("assistant.nothing_served")}
        </span>
        <span class="hint" role="status">
          {busy.value ? t(`assistant.${busy.value}_now`) : unsaved ? t("editor.unsaved") : state()}
        </span>
      </div>
      <button
        type="button"
        class="button"
        disabled={blocked || !unsaved}
        title="Ctrl+S"
        aria-describedby={unsaved ? "assistant-unsaved" : undefined}
        onClick={() => void save()}
      >
        {t("editor.save")}
      </button>
      <button
        type="button"
        class="button primary"
        disabled={blocked || asPublished || errors.value > 0}
        onClick={() => void publish()}
      >
        {t("entries.publish")}
      </button>
      {unsaved && (
        <span id="assistant-unsaved" class="unseen">
          {tn("assistant.changed_files", edited.value.length)}
        </span>
      )}
    </header>
  );
}

function state(): string {
  if (errors.value) return t("assistant.errors_first");
  return draft.value?.changed ? t("assistant.draft_differs") : "";
}
