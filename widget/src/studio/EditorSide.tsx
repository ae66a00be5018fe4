// Beside the fields: what the visitor will see, and what was before.
import { useSignal } from "@preact/signals";
import { t } from "../staff/i18n.ts";
import { Tabs } from "../staff/Tabs.tsx";
import { base } from "./editing.ts";
import type { Form } from "./form.ts";
import { Preview } from "./Preview.tsx";
import { Revisions } from "./Revisions.tsx";

type Side = "preview" | "history";

export function EditorSide({ written }: { written: Form }) {
  const side = useSignal<Side>("preview");
  const entry = base.value;
  return (
    <aside class="editor-side" aria-label={t("editor.side")}>
      <Tabs<Side>
        id="side"
        label={t("editor.side")}
        tabs={[
          { value: "preview", label: t("editor.preview") },
          { value: "history", label: t("editor.history") },
        ]}
        chosen={side.value}
        onChoose={(value) => {
          side.value = value;
        }}
      />
      <div role="tabpanel" id="side-panel" aria-labelledby={`side-${side.value}`}>
        {side.value === "preview" && <Preview written={written} />}
        {side.value === "history" &&
          (entry ? <Revisions entry={entry} /> : <p class="hint">{t("editor.no_history")}</p>)}
      </div>
    </aside>
  );
}
