// The view of publications: each change of what visitors see, newest first, and the way back to it.
import { useEffect } from "preact/hooks";
import { t } from "../staff/i18n.ts";
import { PublicationItem } from "./PublicationItem.tsx";
import { load, problem, publications, version } from "./publications.ts";

export function PublicationsView() {
  useEffect(() => void load(), []);
  const found = publications.value;
  return (
    <div class="page publications" aria-busy={!found && !problem.value}>
      <header class="page-head">
        <div>
          <h1>{t("publications.title")}</h1>
          <p class="page-lead">{t("publications.lead")}</p>
        </div>
      </header>
      {problem.value && <p class="banner bad">{problem.value}</p>}
      {found?.length === 0 && (
        <div class="empty">
          <strong>{t("publications.empty")}</strong>
          <p>{t("publications.empty_hint")}</p>
        </div>
      )}
      <ol class="list">
        {found?.map((each) => (
          <PublicationItem key={each.version} publication={each} last={each.version === version.value} />
        ))}
      </ol>
    </div>
  );
}
