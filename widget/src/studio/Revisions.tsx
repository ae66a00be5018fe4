// What the entry was, who changed it and when; any of it can be taken back into the editor, or to visitors.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, sentence } from "../staff/api.ts";
import { moment } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { said, t } from "../staff/i18n.ts";
import { tell } from "../staff/notices.ts";
import type { Entry, Revision } from "../staff/wire.ts";
import { dirty, edit } from "./editing.ts";
import { changing } from "./entries.ts";
import { wordsOf } from "./form.ts";
import { RevisionDetail } from "./RevisionDetail.tsx";
import { restoreHere } from "./saving.ts";

export function Revisions({ entry }: { entry: Entry }) {
  const list = useSignal<Revision[] | null>(null);
  const problem = useSignal("");
  useEffect(() => {
    get<{ revisions: Revision[] }>(`/entries/${encodeURIComponent(entry.id)}/revisions`)
      .then(({ revisions }) => {
        list.value = revisions;
      })
      .catch((error: unknown) => {
        problem.value = sentence(error);
      });
  }, [entry.id, entry.revision, entry.status]);
  if (problem.value) return <p class="banner bad">{problem.value}</p>;
  const found = list.value ?? [];
  return (
    <ol class="revisions list" aria-busy={list.value === null}>
      {found.map((revision, i) => (
        <li key={`${revision.number}-${revision.action}-${revision.at}`}>
          <details>
            <summary>
              <Icon name="history" size={15} />
              <span>
                <strong>{said("action", revision.action)}</strong>
                <small>
                  {said("by", revision.author)}, <time dateTime={revision.at}>{moment(revision.at)}</time>
                </small>
              </span>
              <span class="badge">{t("revision.number", { number: revision.number })}</span>
            </summary>
            <RevisionDetail entry={revision.entry} before={found[i + 1]?.entry ?? null} />
            <Back revision={revision} entry={entry} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function Back({ revision: { entry: old, number }, entry }: { revision: Revision; entry: Entry }) {
  const take = () => {
    edit(wordsOf(old));
    tell(t("revision.restored", { number }));
  };
  return (
    <div class="revision-acts">
      <button type="button" class="button small" onClick={take}>
        {t("revision.restore")}
      </button>
      {number < entry.revision && old.answer.trim() && (
        <button
          type="button"
          class="button small"
          disabled={dirty.value || changing.value !== null}
          onClick={() => void restoreHere(number)}
        >
          {t("revision.restore_publish")}
        </button>
      )}
    </div>
  );
}
