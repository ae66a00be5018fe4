// The way between the views.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { IconName } from "../staff/icons.ts";
import { route, VIEWS, type View } from "./route.ts";

const ICON: Record<View, IconName> = {
  needs: "layers",
  entries: "book",
  import: "upload",
  bench: "bench",
  promise: "promise",
};

export function ViewNav() {
  return (
    <nav class="views" aria-label={t("studio.views")}>
      {VIEWS.map((view) => (
        <a key={view} href={`#/${view}`} aria-current={route.value.view === view ? "page" : undefined}>
          <Icon name={ICON[view]} size={17} />
          <span>{t(`view.${view}`)}</span>
        </a>
      ))}
    </nav>
  );
}
