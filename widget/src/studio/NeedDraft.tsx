// The answer that past replies make together, as a visitor would read it, and what they say otherwise.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sentence } from "../staff/api.ts";
import { t, tn } from "../staff/i18n.ts";
import { Disagreements } from "./Disagreements.tsx";
import { DraftText } from "./DraftText.tsx";
import { type Drafted, draftOf } from "./drafts.ts";

export function NeedDraft({ need, empty = null }: { need: string; empty?: string | null }) {
  const found = useSignal<Drafted | null>(null);
  const problem = useSignal("");
  useEffect(() => {
    let wanted = true;
    draftOf(need)
      .then((drafted) => {
        if (wanted) found.value = drafted;
      })
      .catch((error: unknown) => {
        if (wanted) problem.value = sentence(error);
      });
    return () => {
      wanted = false;
    };
  }, [need]);
  if (problem.value) return <p class="banner bad">{problem.value}</p>;
  if (!found.value) return <p class="hint">{t("needs.reading")}</p>;
  if (!found.value.replies) return empty && <p class="hint">{empty}</p>;
  return <Found found={found.value} />;
}

function Found({ found }: { found: Drafted }) {
  const { draft } = found;
  return (
    <section class="draft">
      <h2>{t("draft.title")}</h2>
      {!draft && <p class="hint">{t("draft.none")}</p>}
      {draft && (
        <>
          <p class="hint">{tn("draft.hint", draft.read)}</p>
          <DraftText found={found} draft={draft} />
          <Disagreements found={found} draft={draft} />
        </>
      )}
    </section>
  );
}
