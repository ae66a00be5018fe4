// The way between the views; on a small screen the one that is open is brought into sight.
import { useEffect } from "preact/hooks";
import { number } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t, tn } from "../staff/i18n.ts";
import type { IconName } from "../staff/icons.ts";
import { open } from "./gaps.ts";
import { route, VIEWS } from "./route.ts";

const ICON: Record<(typeof VIEWS)[number], IconName> = {
  needs: "layers",
  gaps: "gap",
  entries: "book",
  assistant: "agent",
  publications: "releases",
  import: "upload",
  bench: "bench",
  promise: "promise",
};

export function ViewNav() {
  const { view: here } = route.value;
  useEffect(() => document.querySelector(".views [aria-current]")?.scrollIntoView({ block: "nearest" }), [here]);
  return (
    <nav class="views" aria-label={t("studio.views")}>
      {VIEWS.map((view) => (
        <a key={view} href={`#/${view}`} aria-current={route.value.view === view ? "page" : undefined}>
          <Icon name={ICON[view]} size={17} />
          <span>{t(`view.${view}`)}</span>
          {view === "gaps" && open.value > 0 && <GapCount />}
        </a>
      ))}
    </nav>
  );
}

function GapCount() {
  return (
    <span class="count">
      <span aria-hidden="true">{number(open.value)}</span>
      <span class="unseen">{tn("gaps.waiting", open.value)}</span>
    </span>
  );
}
