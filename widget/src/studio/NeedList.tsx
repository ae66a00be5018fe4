// The needs under their themes, a hundred rows at first.
import { signal, useSignal } from "@preact/signals";
import { t, tn } from "../staff/i18n.ts";
import { current } from "./correcting.ts";
import { NeedTheme } from "./NeedTheme.tsx";
import { needs } from "./needs.ts";
import { type Theme, themes } from "./needsShown.ts";

const PAGE = 100;

/** The themes whose needs are not shown. */
const folded = signal<ReadonlySet<string>>(new Set());

export function NeedList() {
  const most = useSignal(PAGE);
  const all = themes.value;
  const parts = cut(all, most.value);
  const rows = parts.flatMap((part) => part.needs);
  const left = all.filter(({ name }) => !folded.value.has(name)).reduce((sum, each) => sum + each.needs.length, 0);
  const reachable = rows.some(({ id }) => id === current.value) ? current.value : rows[0]?.id;
  const largest = Math.max(1, ...(needs.value ?? []).slice(0, 1).map(({ volume }) => volume));
  return (
    <div id="need-list" class="need-themes">
      {parts.map(({ theme, needs: held }) => (
        <NeedTheme
          key={theme.name}
          theme={theme}
          alone={all.length === 1 && !theme.name}
          open={!folded.value.has(theme.name)}
          onFlip={() => flip(theme.name)}
          rows={held}
          reachable={reachable ?? ""}
          most={largest}
        />
      ))}
      {left > rows.length && (
        <button
          type="button"
          class="button more"
          onClick={() => {
            most.value += PAGE;
          }}
        >
          {tn("needs.more_rows", left - rows.length)}
        </button>
      )}
      <p class="unseen" role="status">
        {t("needs.shown", { n: rows.length, of: left })}
      </p>
    </div>
  );
}

/** The themes as far as so many rows reach; the last one may be cut. */
function cut(all: Theme[], most: number): { theme: Theme; needs: Theme["needs"] }[] {
  const parts: { theme: Theme; needs: Theme["needs"] }[] = [];
  let room = most;
  for (const theme of all) {
    if (room <= 0) break;
    const held = folded.value.has(theme.name) ? [] : theme.needs.slice(0, room);
    room -= held.length;
    parts.push({ theme, needs: held });
  }
  return parts;
}

function flip(name: string): void {
  const next = new Set(folded.value);
  if (!next.delete(name)) next.add(name);
  folded.value = next;
}
