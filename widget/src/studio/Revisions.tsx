// What the entry was, who changed it and when; any of it can be taken back into the editor.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, sentence } from "../staff/api.ts";
import { moment } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { said, t } from "../staff/i18n.ts";
import { tell } from "../staff/notices.ts";
import type { Entry, Revision } from "../staff/wire.ts";
import { edit } from "./editing.ts";
import { formOf } from "./form.ts";
import { RevisionDetail } from "./RevisionDetail.tsx";

export function Revisions({ entry }: { entry: Entry }) {
  const list = useSignal<Revision[] | null>(null);
  const problem = useSignal("");
  useEffect(() => {
    get<{ revisions: Revision[] }>(`/entries/${encodeURIComponent(entry.id)}/revisions`)
      .then(({ revisions }) => {
        list.value = [...revisions].sort((a, b) => b.number - a.number || Date.parse(b.at) - Date.parse(a.at));
      })
      .catch((error: unknown) => {
        problem.value = sentence(error);
      });
  }, [entry.id, entry.revision, entry.status]);
  const restore = ({ entry: old, number }: Revision) => {
    edit(formOf(old));
    tell(t("revision.restored", { number }));
  };
  if (problem.value) return <p class="banner bad">{problem.value}</p>;
  return (
    <ol class="revisions list" aria-busy={list.value === null}>
      {list.value?.map((revision) => (
        <li key={`${revision.number}-${revision.at}`}>
          <details>
            <summary>
              <Icon name="history" size={15} />
              <span>
                <strong>{said("action", revision.action)}</strong>
                <small>
                  {revision.author}, <time dateTime={revision.at}>{moment(revision.at)}</time>
                </small>
              </span>
              <span class="badge">{t("revision.number", { number: revision.number })}</span>
            </summary>
            <RevisionDetail entry={revision.entry} />
            <button type="button" class="button small" onClick={() => restore(revision)}>
              {t("revision.restore")}
            </button>
          </details>
        </li>
      ))}
    </ol>
  );
}
