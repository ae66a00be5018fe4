// The view of entries: the list, and the editor beside it once an entry is open.
import { useEffect } from "preact/hooks";
import { t } from "../staff/i18n.ts";
import { Editor } from "./Editor.tsx";
import { EntryList } from "./EntryList.tsx";
import { load } from "./entries.ts";
import { load as loadFlows } from "./flows.ts";
import { followEntry } from "./opening.ts";
import { route } from "./route.ts";

export function Entries() {
  useEffect(() => {
    void load();
    void loadFlows();
    return followEntry();
  }, []);
  const { id } = route.value;
  return (
    <div class={id ? "entries open" : "entries"}>
      <section class="entries-list" aria-label={t("entries.list")}>
        <EntryList />
      </section>
      {id && <Editor />}
    </div>
  );
}
