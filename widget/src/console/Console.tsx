// The adviser's screen: queue, conversation, context; on a small screen one after the other.
import { effect, untracked } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { AppBar } from "../staff/AppBar.tsx";
import { t } from "../staff/i18n.ts";
import { tellError } from "../staff/notices.ts";
import { Shortcuts } from "../staff/Shortcuts.tsx";
import { curates } from "../staff/user.ts";
import type { User } from "../staff/wire.ts";
import { CloseDialog } from "./CloseDialog.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { ContextPane } from "./ContextPane.tsx";
import { ConversationPane } from "./ConversationPane.tsx";
import { startClock } from "./clock.ts";
import { refresh, tab } from "./escalations.ts";
import { LinkBadge } from "./LinkBadge.tsx";
import { goLive } from "./live.ts";
import { followRoute } from "./navigation.ts";
import { QueuePane } from "./QueuePane.tsx";
import { route } from "./route.ts";
import { listenToKeys, shortcuts } from "./shortcuts.ts";
import { TransferDialog } from "./TransferDialog.tsx";
import { readTeams } from "./teams.ts";

export function Console({ who }: { who: User }) {
  useEffect(start, []);
  const { id, context } = route.value;
  const step = id === null ? "queue" : context ? "context" : "conversation";
  return (
    <div class="screen">
      <button type="button" class="skip" onClick={skipToQueue}>
        {t("console.skip")}
      </button>
      <AppBar
        screen={t("console.name")}
        who={who}
        other={curates(who) ? { href: "/studio", label: t("account.to_studio") } : null}
      >
        <LinkBadge />
      </AppBar>
      <main class="console" data-step={step}>
        <h1 class="unseen">{t("console.title")}</h1>
        <ConnectionBanner />
        <QueuePane />
        <ConversationPane />
        <ContextPane />
      </main>
      <TransferDialog />
      <CloseDialog />
      <Shortcuts list={shortcuts()} />
    </div>
  );
}

function start(): () => void {
  void readTeams();
  const stops = [startClock(), effect(refreshOnTab), followRoute(), goLive(), listenToKeys()];
  return () => {
    for (const stop of stops) stop();
  };
}

function refreshOnTab(): void {
  if (tab.value) untracked(() => void refresh().catch(tellError));
}

function skipToQueue(): void {
  document.getElementById("queue")?.focus();
}
