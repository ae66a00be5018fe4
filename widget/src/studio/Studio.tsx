// The knowledge manager's screen: needs, entries, import, test bench, the promise.
import { useEffect } from "preact/hooks";
import { AppBar } from "../staff/AppBar.tsx";
import { lang, t } from "../staff/i18n.ts";
import { Shortcuts } from "../staff/Shortcuts.tsx";
import { advises } from "../staff/user.ts";
import type { User } from "../staff/wire.ts";
import { AssistantView } from "./AssistantView.tsx";
import { Bench } from "./Bench.tsx";
import { Checking } from "./Checking.tsx";
import { readCompany } from "./company.ts";
import { Entries } from "./Entries.tsx";
import { Gaps } from "./Gaps.tsx";
import { count } from "./gaps.ts";
import { ImportView } from "./ImportView.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { Needs } from "./Needs.tsx";
import { PromiseView } from "./PromiseView.tsx";
import { PublicationDialog } from "./PublicationDialog.tsx";
import { PublicationsView } from "./PublicationsView.tsx";
import { ReshapeDialog } from "./ReshapeDialog.tsx";
import { listenToRoute, route } from "./route.ts";
import { SynonymsView } from "./SynonymsView.tsx";
import { listenToKeys, shortcuts } from "./shortcuts.ts";
import { ViewNav } from "./ViewNav.tsx";

const SCREENS = {
  needs: Needs,
  gaps: Gaps,
  entries: Entries,
  assistant: AssistantView,
  publications: PublicationsView,
  import: ImportView,
  bench: Bench,
  promise: PromiseView,
  synonyms: SynonymsView,
};

export function Studio({ who }: { who: User }) {
  useEffect(start, []);
  const { view } = route.value;
  useEffect(() => {
    document.title = `${t(`view.${view}`)} · ${t("studio.name")} · Comptoir`;
  }, [view, lang.value]);
  const Screen = SCREENS[view];
  return (
    <div class="screen studio">
      <button type="button" class="skip" onClick={() => document.getElementById("view")?.focus()}>
        {t("studio.skip")}
      </button>
      <AppBar
        screen={t("studio.name")}
        who={who}
        other={advises(who) ? { href: "/console", label: t("account.to_console") } : null}
      >
        <ViewNav />
      </AppBar>
      <main id="view" class="view" tabIndex={-1}>
        <Screen />
      </main>
      <LeaveDialog />
      <ReshapeDialog />
      <Checking />
      <PublicationDialog />
      <Shortcuts list={shortcuts()} />
    </div>
  );
}

function start(): () => void {
  void count();
  void readCompany();
  const stops = [listenToRoute(), listenToKeys()];
  return () => {
    for (const stop of stops) stop();
  };
}
