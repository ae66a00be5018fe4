// The editor of one entry: its words on the left, the visitor's view and the history on the right.
import { t } from "../staff/i18n.ts";
import { Conflict } from "./Conflict.tsx";
import { EditorBar } from "./EditorBar.tsx";
import { EditorSide } from "./EditorSide.tsx";
import { EntryForm } from "./EntryForm.tsx";
import { form, problem, theirs } from "./editing.ts";

export function Editor() {
  const written = form.value;
  if (!written) {
    return (
      <section class="editor" aria-label={t("editor.title")} aria-busy={!problem.value}>
        {problem.value && <p class="banner bad">{problem.value}</p>}
      </section>
    );
  }
  return (
    <section class="editor" aria-label={t("editor.title")}>
      <h1 class="unseen">{written.question || t("entries.new")}</h1>
      <EditorBar />
      <div class="editor-body">
        <div class="editor-main">
          {theirs.value ? (
            <Conflict written={written} theirs={theirs.value} />
          ) : (
            <>
              {problem.value && (
                <p class="banner bad" role="alert">
                  {problem.value}
                </p>
              )}
              <EntryForm written={written} />
            </>
          )}
        </div>
        <EditorSide written={written} />
      </div>
    </section>
  );
}
