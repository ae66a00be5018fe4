// A button that opens a few acts; arrow keys walk them, Escape closes.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

export interface MenuItem {
  label: string;
  act: () => void;
  disabled?: boolean;
}

interface Props {
  label: string;
  items: MenuItem[];
  small?: boolean;
  children: ComponentChildren;
}

export function Menu({ label, items, small = false, children }: Props) {
  const open = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    open.value = false;
    button.current?.focus();
  };
  useEffect(() => {
    if (!open.value) return;
    itemsOf(root.current)[0]?.focus();
    const leave = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) open.value = false;
    };
    addEventListener("pointerdown", leave);
    return () => removeEventListener("pointerdown", leave);
  }, [open.value]);
  const onKey = (event: KeyboardEvent) => {
    if (!open.value) return;
    if (event.key === "Tab") open.value = false;
    else if (event.key === "Escape") close();
    else if (!walk(itemsOf(root.current), event.key)) return;
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu" role="none" ref={root} onKeyDown={onKey}>
      <button
        ref={button}
        type="button"
        class={small ? "button plain square small" : "button plain square"}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open.value}
        aria-controls={id}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {children}
      </button>
      <div class="menu-list" role="menu" id={id} aria-label={label} hidden={!open.value}>
        {items.map(({ label: words, act, disabled = false }) => (
          <button
            key={words}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-disabled={disabled}
            onClick={() => {
              if (disabled) return;
              close();
              act();
            }}
          >
            {words}
          </button>
        ))}
      </div>
    </div>
  );
}

function itemsOf(root: HTMLElement | null): HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

/** Move the focus as a key says; gives whether it said anything. */
function walk(items: HTMLElement[], key: string): boolean {
  const here = items.indexOf(document.activeElement as HTMLElement);
  const places: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 };
  const place = places[key];
  if (place === undefined) return false;
  items.at(place % items.length)?.focus();
  return true;
}
