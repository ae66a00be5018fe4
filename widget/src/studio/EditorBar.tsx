// Where the entry stands, and what to do with it.
import { clock } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { EditorMenu } from "./EditorMenu.tsx";
import { base, dirty, form, savedAt, saving, theirs } from "./editing.ts";
import { changing } from "./entries.ts";
import { type Form, reversed } from "./form.ts";
import { warned } from "./previewing.ts";
import { StatusBadge } from "./StatusBadge.tsx";
import { publishHere, retireHere, saveNow } from "./saving.ts";

export function EditorBar() {
  const entry = base.value;
  const blocked = saving.value || changing.value !== null || theirs.value !== null || unfit(form.value);
  const published = entry?.status === "published" && !dirty.value;
  return (
    <header class="editor-bar">
      <a class="button plain square" href="#/entries" aria-label={t("editor.back")}>
        <Icon name="back" />
      </a>
      <div class="editor-state">
        {entry ? <StatusBadge status={entry.status} /> : <span class="badge">{t("editor.new")}</span>}
        <span class="hint" role="status">
          {state()}
        </span>
      </div>
      {entry && entry.status !== "retired" && entry.published_revision !== null && (
        <button type="button" class="button plain" disabled={changing.value !== null} onClick={() => void retireHere()}>
          {t("entries.retire")}
        </button>
      )}
      <button
        type="button"
        class="button"
        disabled={blocked || !dirty.value}
        title="Ctrl+S"
        onClick={() => void saveNow()}
      >
        {t("editor.save")}
      </button>
      <button
        type="button"
        class="button primary"
        disabled={blocked || published}
        title="Ctrl+Enter"
        onClick={() => void publishHere()}
      >
        {t(entry?.in_review ? "review.approve" : "entries.publish")}
      </button>
      <EditorMenu />
    </header>
  );
}

function unfit(written: Form | null): boolean {
  return !written?.question.trim() || reversed(written);
}

function state(): string {
  if (saving.value) return t("editor.saving");
  if (changing.value && !warned.value) return t(`editor.${changing.value}`);
  if (dirty.value) return t("editor.unsaved");
  return savedAt.value ? t("editor.saved_at", { time: clock(savedAt.value) }) : "";
}
