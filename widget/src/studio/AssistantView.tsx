// The view of the assistant: its files, the one that is open, and what is wrong with them as one types.
import { useEffect } from "preact/hooks";
import { t } from "../staff/i18n.ts";
import { AssistantBar } from "./AssistantBar.tsx";
import { AssistantClashes } from "./AssistantClashes.tsx";
import { AssistantFiles } from "./AssistantFiles.tsx";
import { AssistantProblems } from "./AssistantProblems.tsx";
import { AssistantText } from "./AssistantText.tsx";
import { AssistantVersions } from "./AssistantVersions.tsx";
import { edited, files, kept, load, problem } from "./assistant.ts";
import { route } from "./route.ts";

export function AssistantView() {
  useEffect(() => {
    void load();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
  const names = Object.keys(files.value).sort();
  const open = names.find((name) => name === route.value.id) ?? names[0] ?? "";
  return (
    <div class="assistant" aria-busy={!kept.value && !problem.value}>
      <AssistantBar />
      {problem.value && (
        <p class="banner bad" role="alert">
          {problem.value}
        </p>
      )}
      <AssistantClashes />
      <div class="assistant-body">
        <div class="assistant-side">
          <AssistantFiles names={names} open={open} />
          <AssistantVersions />
        </div>
        {open ? (
          <section class="assistant-main" aria-label={open}>
            <AssistantText name={open} />
            <AssistantProblems open={open} />
          </section>
        ) : (
          kept.value && (
            <div class="empty">
              <strong>{t("assistant.empty")}</strong>
              <p>{t("assistant.empty_hint")}</p>
            </div>
          )
        )}
      </div>
    </div>
  );
}

function warn(event: BeforeUnloadEvent): void {
  if (edited.value.length) event.preventDefault();
}
