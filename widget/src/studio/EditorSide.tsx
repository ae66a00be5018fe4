// Beside the fields: what the visitor will see, and what was before.
import { useSignal } from "@preact/signals";
import { t } from "../staff/i18n.ts";
import { Tabs } from "../staff/Tabs.tsx";
import { base } from "./editing.ts";
import type { Form } from "./form.ts";
import { Lookalikes } from "./Lookalikes.tsx";
import { PastReplies } from "./PastReplies.tsx";
import { Preview } from "./Preview.tsx";
import { Revisions } from "./Revisions.tsx";
import { route } from "./route.ts";
import { TranslationSide } from "./TranslationSide.tsx";

type Side = "preview" | "translation" | "history";

export function EditorSide({ written }: { written: Form }) {
  const side = useSignal<Side>(written.translation_of && !written.answer ? "translation" : "preview");
  const entry = base.value;
  const need = entry ? entry.need_id : route.value.query.get("need");
  return (
    <aside class="editor-side" aria-label={t("editor.side")}>
      {entry && <Lookalikes id={entry.id} />}
      {need && <PastReplies key={need} need={need} />}
      <Tabs<Side>
        id="side"
        label={t("editor.side")}
        tabs={[
          { value: "preview", label: t("editor.preview") },
          { value: "translation", label: t("editor.translation") },
          { value: "history", label: t("editor.history") },
        ]}
        chosen={side.value}
        onChoose={(value) => {
          side.value = value;
        }}
      />
      <div role="tabpanel" id="side-panel" aria-labelledby={`side-${side.value}`}>
        {side.value === "preview" && <Preview written={written} />}
        {side.value === "translation" && <TranslationSide written={written} />}
        {side.value === "history" &&
          (entry ? <Revisions entry={entry} /> : <p class="hint">{t("editor.no_history")}</p>)}
      </div>
    </aside>
  );
}
