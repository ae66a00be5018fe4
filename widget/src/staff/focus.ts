// The focus, which a browser drops when a button is disabled while its work runs.

/** Remember what has the focus; gives the way to give it back, unless something else took it meanwhile. */
export function rememberFocus(): () => void {
  const held = document.activeElement;
  return () =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body && held instanceof HTMLElement) held.focus();
    });
}

/** After what a signal just changed is drawn, in the same task: no key typed meanwhile goes elsewhere, however slow the frames. */
export function whenDrawn(act: () => void): void {
  queueMicrotask(act);
}
