// The conversation, fetched on first opening: puts the panel beside the button and answers the element's methods.
import { effect, type Signal, signal } from "@preact/signals";
import { render } from "preact";
import { Conversation } from "./conversation";
import composerCss from "./css/composer.css";
import logCss from "./css/log.css";
import moodsCss from "./css/moods.css";
import panelCss from "./css/panel.css";
import { pickLang } from "./i18n/pick";
import { learnToTalk, speak, t } from "./i18n/words";
import { keep, read } from "./kept";
import { adopt, fetchModule } from "./module";
import { Current } from "./parts/current";
import { Panel } from "./parts/Panel";
import type { Lang } from "./wire";

export interface Chat {
  open(): void;
  close(): void;
  ask(text: string): void;
}

export async function start(
  host: HTMLElement,
  root: ShadowRoot,
  button: HTMLButtonElement,
  endpoint: string,
): Promise<Chat> {
  await speak(pickLang(read<Lang>("lang"), host.getAttribute("lang"), document.documentElement.lang));
  adopt(root, panelCss, logCss, composerCss, moodsCss);
  const said = (name: string) => host.getAttribute(name)?.slice(0, 500);
  const page = () => said("page") ?? location.pathname.slice(0, 500);
  const conversation = new Conversation(endpoint, page, () => said("segment") ?? "");
  const shown = signal(read<boolean>("open") === true && innerWidth > 479);
  const open = () => {
    shown.value = true;
  };
  const close = () => {
    shown.value = false;
    button.focus();
  };
  button.onclick = () => (shown.value ? close() : open());
  showPanel(root, conversation, { shown, close });
  followButton(button, conversation, shown);
  fetchTalk(root, conversation);
  conversation.start();
  return {
    open,
    close,
    ask(text) {
      open();
      conversation.say(text);
    },
  };
}

function showPanel(
  root: ShadowRoot,
  conversation: Conversation,
  panel: { shown: Signal<boolean>; close: () => void },
): void {
  const place = document.createElement("div");
  root.append(place);
  render(
    <Current.Provider value={conversation}>
      <Panel {...panel} />
    </Current.Provider>,
    place,
  );
}

// The button tells whether the panel is open, and what arrived while it was not.
function followButton(button: HTMLButtonElement, { journal }: Conversation, shown: Signal<boolean>): void {
  const badge = document.createElement("span");
  badge.className = "badge";
  button.append(badge);
  let seen = 0;
  effect(() => {
    button.ariaExpanded = String(shown.value);
    keep("open", shown.value);
    const heard = journal.of("message").filter(({ author }) => author === "adviser").length;
    if (shown.value) seen = heard;
    badge.hidden = heard <= seen;
    badge.textContent = badge.hidden ? "" : String(heard - seen);
    badge.title = t("new");
  });
}

// The rest of the element is fetched with the first letter written, before the first answer needs it.
function fetchTalk(root: ShadowRoot, { talk, underWay }: Conversation): void {
  const stop = effect(() => {
    if (!underWay.value) return;
    queueMicrotask(() => stop());
    const fetched = fetchModule<typeof import("./talk")>("talk.js");
    void Promise.all([fetched, learnToTalk()]).then(([parts]) => {
      adopt(root, parts.itemsCss, parts.foundCss, parts.exitsCss);
      talk.value = parts;
    });
  });
}
