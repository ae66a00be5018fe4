// Brings what just unfolded into view, ready to be filled.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

export function useReveal<E extends HTMLElement>(unfolded: boolean, { focus = true } = {}): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    if (!unfolded) return;
    if (focus) element.current?.querySelector<HTMLElement>("input, textarea")?.focus({ preventScroll: true });
    element.current?.scrollIntoView({ block: "nearest" });
  }, [unfolded, focus]);
  return element;
}
