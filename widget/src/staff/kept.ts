// Small preferences kept in the browser; a browser that forbids storage just forgets them.
const PREFIX = "comptoir.";

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Private windows may refuse; the preference then lasts as long as the page.
  }
}
