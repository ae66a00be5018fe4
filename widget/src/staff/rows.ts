// Walking a list of rows with the keyboard: one row at a time is in the tab order.
const ROW = "[data-row]";

/** Move focus `step` rows on from the focused row, or to the first; gives the id of the row now focused. */
export function walkRows(list: ParentNode | null, step: number): string | null {
  const rows = rowsOf(list);
  const here = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const start = here < 0 ? rows.findIndex((row) => row.tabIndex === 0) : here;
  const moved = here < 0 ? Math.max(0, start) : Math.min(rows.length - 1, Math.max(0, start + step));
  return focusRow(rows[moved]);
}

export function focusFirstRow(list: ParentNode | null): string | null {
  const rows = rowsOf(list);
  return focusRow(rows.find((row) => row.tabIndex === 0) ?? rows[0]);
}

function focusRow(row: HTMLElement | undefined): string | null {
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
  return row?.dataset.row ?? null;
}

function rowsOf(list: ParentNode | null): HTMLElement[] {
  return Array.from(list?.querySelectorAll<HTMLElement>(ROW) ?? []);
}
