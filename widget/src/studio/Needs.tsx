// The view of needs: what customers ask, how often, and what has no answer yet.
import { useEffect } from "preact/hooks";
import { number } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import { JobProgress } from "./JobProgress.tsx";
import { LearnButton } from "./LearnButton.tsx";
import { MergeBar } from "./MergeBar.tsx";
import { NeedFilters } from "./NeedFilters.tsx";
import { NeedList } from "./NeedList.tsx";
import { NeedMap } from "./NeedMap.tsx";
import { NeedPane } from "./NeedPane.tsx";
import { NeedTimeline } from "./NeedTimeline.tsx";
import { followNeed } from "./needOpened.ts";
import { job, load, needs, problem, requests } from "./needs.ts";
import { look, showAll, shown } from "./needsShown.ts";
import { route } from "./route.ts";

const LOOK = { list: NeedList, map: NeedMap, time: NeedTimeline };

export function Needs() {
  useEffect(() => {
    void load();
    return followNeed();
  }, []);
  const { id } = route.value;
  const Look = LOOK[look.value];
  return (
    <div class={id ? "needs-view open" : "needs-view"}>
      <div class="needs-main">
        <div class="page">
          <header class="page-head">
            <div>
              {id ? <h2>{t("view.needs")}</h2> : <h1>{t("view.needs")}</h1>}
              {needs.value && (
                <p class="page-lead">{tn("needs.from", requests.value, { needs: number(needs.value.length) })}</p>
              )}
            </div>
            <LearnButton />
          </header>
          {job.value && <JobProgress job={job.value} label={t("needs.learning")} />}
          {problem.value && <p class="banner bad">{problem.value}</p>}
          {needs.value?.length === 0 && <NothingLearnt />}
          {needs.value !== null && needs.value.length > 0 && (
            <>
              <NeedFilters />
              {shown.value.length ? <Look /> : <NothingShown />}
            </>
          )}
        </div>
        <MergeBar />
      </div>
      {id && <NeedPane id={id} />}
    </div>
  );
}

function NothingLearnt() {
  return (
    <div class="empty">
      <strong>{t("needs.empty")}</strong>
      <p>{t("needs.empty_hint")}</p>
      <a class="button" href="#/import">
        {t("needs.to_import")}
      </a>
    </div>
  );
}

function NothingShown() {
  return (
    <div class="empty">
      <strong>{t("needs.filtered")}</strong>
      <button type="button" class="button" onClick={showAll}>
        {t("needs.show_all")}
      </button>
    </div>
  );
}
