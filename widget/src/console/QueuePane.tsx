// The queue: tabs, filters, rows.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Tabs } from "../staff/Tabs.tsx";
import { ExitFilter } from "./ExitFilter.tsx";
import { current, escalations, me, rows, tab, words } from "./escalations.ts";
import { QueueEmpty } from "./QueueEmpty.tsx";
import { QueueRow } from "./QueueRow.tsx";
import { countOf, QUEUE_TABS } from "./queue.ts";

export function QueuePane() {
  const all = escalations.value;
  const shown = rows.value;
  const reachable = shown.some((row) => row.id === current.value) ? current.value : shown[0]?.id;
  return (
    <section class="pane queue" id="queue" tabIndex={-1} aria-labelledby="queue-title">
      <h2 id="queue-title" class="unseen">
        {t("queue.title")}
      </h2>
      <Tabs
        id="queue-tab"
        label={t("queue.title")}
        tabs={QUEUE_TABS.map((value) => ({
          value,
          label: t(`queue.${value}`),
          count: all && value !== "closed" ? countOf(all, value, me.value) : undefined,
        }))}
        chosen={tab.value}
        onChoose={(value) => {
          tab.value = value;
        }}
      />
      <div class="queue-filters">
        <div class="search">
          <Icon name="search" size={16} />
          <input
            class="input"
            type="search"
            value={words.value}
            placeholder={t("queue.search")}
            aria-label={t("queue.search")}
            onInput={(event) => {
              words.value = event.currentTarget.value;
            }}
          />
        </div>
        <ExitFilter />
      </div>
      <div class="queue-panel" role="tabpanel" id="queue-tab-panel" aria-labelledby={`queue-tab-${tab.value}`}>
        {all && !shown.length && <QueueEmpty />}
        <ul id="queue-list" class="list" aria-label={t("queue.title")} aria-busy={all === null}>
          {shown.map((escalation) => (
            <QueueRow key={escalation.id} escalation={escalation} reachable={escalation.id === reachable} />
          ))}
        </ul>
      </div>
    </section>
  );
}
