// What is to be put right, each with the way to its line.
import { Icon } from "../staff/Icon.tsx";
import { t, tn } from "../staff/i18n.ts";
import { checking, errors, files, wrong } from "./assistant.ts";
import { goTo } from "./jumping.ts";
import { inOrder } from "./project.ts";

export function AssistantProblems({ open }: { open: string }) {
  const found = inOrder(wrong.value, open);
  return (
    <section class="assistant-problems" aria-labelledby="assistant-problems-title">
      <h2 id="assistant-problems-title">
        <span role="status">{summary(found.length)}</span>{" "}
        {checking.value && <span class="hint">{t("assistant.checking")}</span>}
      </h2>
      <ol class="list">
        {found.map((each) => (
          <li key={`${each.file} ${each.line} ${each.code} ${each.text}`}>
            <button
              type="button"
              class={`assistant-problem ${each.severity}`}
              disabled={!(each.file in files.value)}
              onClick={() => goTo(each)}
            >
              <Icon name={each.severity === "error" ? "alert" : "info"} size={16} />
              <span class="problem-place">
                <span class="unseen">{t(each.severity === "error" ? "assistant.error" : "assistant.warning")} </span>
                {each.file === open
                  ? t("assistant.line", { line: each.line })
                  : t("assistant.place", { file: each.file, line: each.line })}
              </span>
              <span>{each.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function summary(count: number): string {
  if (!count) return t("assistant.clean");
  const parts = [
    errors.value && tn("assistant.errors", errors.value),
    count > errors.value && tn("assistant.warnings", count - errors.value),
  ];
  return parts.filter(Boolean).join(", ");
}
