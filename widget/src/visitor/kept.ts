// What survives a reload of the page: this tab's session storage, or memory where the browser refuses it.
const PREFIX = "comptoir:";
const memory = new Map<string, string>();

export function read<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(PREFIX + key) ?? memory.get(key);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return JSON.parse(memory.get(key) ?? "null") as T | null;
  }
}

export function keep(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    sessionStorage.setItem(PREFIX + key, text);
  } catch {
    memory.set(key, text);
  }
}

export function forget(key: string): void {
  memory.delete(key);
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Storage is refused: the memory was all there was.
  }
}
