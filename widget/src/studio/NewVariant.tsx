// Adds a wording, or several when a list is pasted.
import { useSignal } from "@preact/signals";
import { t } from "../staff/i18n.ts";

export function NewVariant({ lang, onAdd }: { lang: string; onAdd: (texts: string[]) => void }) {
  const text = useSignal("");
  const add = () => {
    if (!text.value.trim()) return;
    onAdd([text.value.trim()]);
    text.value = "";
  };
  const paste = (event: ClipboardEvent) => {
    const lines = linesOf(event.clipboardData?.getData("text") ?? "");
    if (lines.length < 2) return;
    event.preventDefault();
    onAdd(lines);
  };
  return (
    <div class="variant">
      <input
        id="new-variant"
        class="input"
        lang={lang}
        value={text.value}
        placeholder={t("variant.new")}
        aria-label={t("variant.new")}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => event.key === "Enter" && !event.ctrlKey && !event.metaKey && add()}
        onPaste={paste}
      />
      <button type="button" class="button" disabled={!text.value.trim()} onClick={add}>
        {t("variant.add")}
      </button>
    </div>
  );
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
