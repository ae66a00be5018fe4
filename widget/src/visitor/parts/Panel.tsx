// The window: a dialog beside the page on a desktop, the whole screen on a phone.
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { lang, t } from "../i18n/words";
import { Composer } from "./Composer";
import { useConversation } from "./current";
import { Header } from "./Header";
import { Log } from "./Log";

// Once pressed, these go away or are disabled: the focus must not fall back to the page with them.
const SPENT = ".chip, .related .link, .exit, .small";
const PHONE = "(max-width: 479px)";

export function Panel({ shown, close }: { shown: Signal<boolean>; close(): void }) {
  const { about, line } = useConversation();
  const panel = useRef<HTMLDivElement>(null);
  const name = about.value?.name ?? "Assistant";
  const open = shown.value;
  const phone = matchMedia(PHONE).matches;

  // On a phone the keyboard would hide what there is to read.
  const settle = () =>
    (phone ? panel.current : panel.current?.querySelector<HTMLElement>(".composer textarea"))?.focus();
  useEffect(() => {
    if (open) settle();
    // Behind a full screen, the page must not scroll.
    document.documentElement.classList.toggle("comptoir-open", open);
  }, [open]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab" && phone && panel.current) keepFocus(event, panel.current);
  };
  const onClick = () => requestAnimationFrame(() => shown.value && isSpent(focusIn(panel.current)) && settle());
  return (
    <div
      ref={panel}
      class="panel"
      part="panel"
      role="dialog"
      aria-label={`${name} – ${t("machine")}`}
      aria-modal={phone ? "true" : "false"}
      lang={lang.value}
      tabIndex={-1}
      hidden={!open}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <Header title={name} close={close} />
      <Log shown={open} />
      {line.status.value === "offline" && (
        <p class="offline" role="status">
          {t("offline")}
        </p>
      )}
      <Composer />
    </div>
  );
}

function keepFocus(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [...panel.querySelectorAll<HTMLElement>("button,a[href],input,select,textarea")].filter(
    (stop) => stop.tabIndex >= 0 && stop.checkVisibility() && !stop.matches(":disabled"),
  );
  const from = event.shiftKey ? stops[0] : stops.at(-1);
  const focused = focusIn(panel);
  if (focused !== from) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

function isSpent(focused: Element | null): boolean {
  return !focused || focused.matches(SPENT);
}

function focusIn(panel: HTMLElement | null): Element | null {
  return (panel?.getRootNode() as ShadowRoot | undefined)?.activeElement ?? null;
}
