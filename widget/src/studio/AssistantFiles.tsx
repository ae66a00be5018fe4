// The files of the assistant: one is open; others are added and taken out.
import { useSignal } from "@preact/signals";
import { whenDrawn } from "../staff/focus.ts";
import { Icon } from "../staff/Icon.tsx";
import { t, tn } from "../staff/i18n.ts";
import { edited, files, kept, takeOut, write, wrong } from "./assistant.ts";
import { misnamed } from "./project.ts";
import { fileAddress, go } from "./route.ts";

export function AssistantFiles({ names, open }: { names: string[]; open: string }) {
  return (
    <nav class="assistant-files" aria-label={t("assistant.files")}>
      <ul class="list">
        {names.map((name) => (
          <File key={name} name={name} open={name === open} />
        ))}
      </ul>
      {kept.value && <NewFile />}
    </nav>
  );
}

function File({ name, open }: { name: string; open: boolean }) {
  const found = wrong.value.filter(({ file }) => file === name);
  const bad = found.filter(({ severity }) => severity === "error").length;
  const count = bad || found.length;
  return (
    <li class="assistant-file" aria-current={open ? "true" : undefined}>
      <a href={fileAddress(name)} aria-current={open ? "page" : undefined}>
        <span class="file-name">{name}</span>
        {edited.value.includes(name) && (
          <span class="file-edited">
            <span aria-hidden="true">•</span>
            <span class="unseen">{t("editor.unsaved")}</span>
          </span>
        )}
        {count > 0 && (
          <span class={bad ? "count bad" : "count warn"}>
            <span aria-hidden="true">{count}</span>
            <span class="unseen">{tn(bad ? "assistant.errors" : "assistant.warnings", count)}</span>
          </span>
        )}
      </a>
      {open && (
        <button
          type="button"
          class="button plain square small"
          aria-label={t("assistant.take_out", { name })}
          onClick={() => {
            takeOut(name);
            whenDrawn(() => document.querySelector<HTMLElement>(".assistant-file a, #new-file")?.focus());
          }}
        >
          <Icon name="trash" size={15} />
        </button>
      )}
    </li>
  );
}

function NewFile() {
  const name = useSignal("");
  const why = useSignal<"taken" | "unfit" | null>(null);
  const add = () => {
    const given = name.value.trim();
    why.value = misnamed(given, files.value);
    if (why.value) return;
    write(given, "");
    name.value = "";
    go(fileAddress(given));
    whenDrawn(() => document.getElementById("source-text")?.focus());
  };
  return (
    <form
      class="new-file"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label for="new-file">{t("assistant.new_file")}</label>
      <div class="new-file-row">
        <input
          id="new-file"
          class="input"
          value={name.value}
          placeholder="data/rules.yml"
          spellcheck={false}
          aria-invalid={why.value !== null}
          aria-describedby={why.value ? "new-file-why" : undefined}
          onInput={(event) => {
            name.value = event.currentTarget.value;
            why.value = null;
          }}
        />
        <button type="submit" class="button square" aria-label={t("assistant.add_file")}>
          <Icon name="plus" size={16} />
        </button>
      </div>
      {why.value && (
        <p class="hint bad" id="new-file-why" role="alert">
          {t(`assistant.name_${why.value}`)}
        </p>
      )}
    </form>
  );
}
