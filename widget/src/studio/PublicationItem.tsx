// One publication: who, when, which entries, and the way back to it.
import { moment, typeset } from "../staff/format.ts";
import { said, t, tn } from "../staff/i18n.ts";
import type { Publication, Shown } from "../staff/wire.ts";
import { changing } from "./entries.ts";
import { rollBack } from "./publications.ts";
import { entryAddress } from "./route.ts";

const FIRST = 5;

export function PublicationItem({ publication, last }: { publication: Publication; last: boolean }) {
  const { version, action, author, at, back_to, changes } = publication;
  return (
    <li class="publication-item" aria-labelledby={`publication-${version}`}>
      <div class="publication-head">
        <h2 id={`publication-${version}`}>
          {back_to === null ? said("action", action) : t("publications.back_to", { version: back_to })}{" "}
          <span class="badge">{t("publications.version", { version })}</span>
          {last && <span class="badge good">{t("publications.now")}</span>}
        </h2>
        <p class="hint">
          {said("by", author)}, <time dateTime={at}>{moment(at)}</time> · {tn("publications.entries", changes.length)}
        </p>
      </div>
      <button
        type="button"
        class="button small"
        disabled={changing.value !== null}
        aria-describedby={`publication-${version}`}
        onClick={() => void rollBack(last ? version - 1 : version)}
      >
        {t(last ? "publications.undo" : "publications.roll_back")}
      </button>
      <Changes changes={changes} />
    </li>
  );
}

function Changes({ changes }: { changes: Shown[] }) {
  const [first, rest] = [changes.slice(0, FIRST), changes.slice(FIRST)];
  return (
    <>
      <ul class="list publication-changes">{first.map(change)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>{tn("publications.more", rest.length)}</summary>
          <ul class="list publication-changes">{rest.map(change)}</ul>
        </details>
      )}
    </>
  );
}

function change({ entry_id, question, lang, before, after }: Shown) {
  return (
    <li key={entry_id}>
      <a href={entryAddress(entry_id)} lang={lang}>
        {typeset(question) || entry_id}
      </a>{" "}
      <small>{moved(before, after)}</small>
    </li>
  );
}

function moved(before: number | null, after: number | null): string {
  if (before === null) return t("publications.appears", { after: after ?? "" });
  if (after === null) return t("publications.vanishes", { before });
  return t("publications.changes", { before, after });
}
