// Fetches a part of this element from where it was itself served, until it comes.
const FIRST_WAIT = 500;
const LONGEST_WAIT = 8_000;

export async function fetchModule<T>(name: string): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      // A browser remembers a module that failed: another try needs another address.
      return await import(new URL(name + (tries ? `?${tries}` : ""), import.meta.url).href);
    } catch {
      await new Promise((again) => setTimeout(again, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries)));
    }
  }
}

export function adopt(root: ShadowRoot, ...css: string[]): void {
  for (const text of css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets.push(sheet);
  }
}
