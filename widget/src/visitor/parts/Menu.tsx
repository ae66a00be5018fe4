// The way to a human, the other language, a fresh start.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { lang, t } from "../i18n/words";
import { useConversation } from "./current";
import { HUMAN, Icon, LANGUAGE, MENU, RESTART } from "./Icon";

export function Menu() {
  const conversation = useConversation();
  const open = useSignal(false);
  const place = useRef<HTMLDivElement>(null);

  const toggle = () => {
    open.value = !open.value;
    if (open.value) queueMicrotask(() => items(place.current)[0]?.focus());
  };
  const shut = () => {
    open.value = false;
    place.current?.querySelector("button")?.focus();
  };
  const choose = (act: () => void) => () => {
    shut();
    act();
  };
  const other = lang.value === "fr" ? "en" : "fr";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys and the focus are those of the buttons within
    <div
      class="menu"
      ref={place}
      onKeyDown={(event) => open.value && onKey(event, place.current, shut)}
      onFocusOut={({ relatedTarget }) => {
        if (!place.current?.contains(relatedTarget as Node)) open.value = false;
      }}
    >
      <button
        type="button"
        class="icon"
        aria-label={t("menu")}
        aria-haspopup="menu"
        aria-expanded={open.value}
        onClick={toggle}
      >
        <Icon path={MENU} />
      </button>
      <div role="menu" class="sheet" aria-label={t("menu")} hidden={!open.value}>
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={choose(() => conversation.send({ type: "handoff" }))}
        >
          <Icon path={HUMAN} /> {t("menu.human")}
        </button>
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          lang={other}
          onClick={choose(() => void conversation.speak(other))}
        >
          <Icon path={LANGUAGE} /> {t("menu.language")}
        </button>
        <button type="button" role="menuitem" tabIndex={-1} onClick={choose(() => conversation.restart())}>
          <Icon path={RESTART} /> {t("menu.restart")}
        </button>
      </div>
    </div>
  );
}

function items(place: HTMLElement | null): HTMLElement[] {
  return [...(place?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

function onKey(event: KeyboardEvent, place: HTMLElement | null, shut: () => void): void {
  const all = items(place);
  const at = all.indexOf(event.target as HTMLElement);
  const goals: Record<string, number> = {
    ArrowDown: (at + 1) % all.length,
    ArrowUp: (at + all.length - 1 + (at < 0 ? 1 : 0)) % all.length,
    Home: 0,
    End: all.length - 1,
  };
  const goal = goals[event.key];
  if (goal === undefined && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  if (goal === undefined) shut();
  else all[goal]?.focus();
}
