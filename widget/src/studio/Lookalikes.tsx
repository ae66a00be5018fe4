// Beside the editor: entries that ask the same as this one, and what they answer otherwise.
import { useEffect } from "preact/hooks";
import { Icon } from "../staff/Icon.tsx";
import { tn } from "../staff/i18n.ts";
import { Lookalike } from "./Lookalike.tsx";
import { askFor, byPair, lookalikes } from "./lookalikes.ts";

export function Lookalikes({ id }: { id: string }) {
  useEffect(() => void askFor(id), [id]);
  const found = lookalikes.value.id === id ? byPair(lookalikes.value.warnings) : [];
  return (
    <div role="status">
      {found.length > 0 && (
        <details id="lookalikes" class="lookalikes">
          <summary>
            <Icon name="alert" size={16} />
            <span>{tn("similar.title", found.length)}</span>
            <Icon name="down" size={16} />
          </summary>
          <ul class="list">
            {found.map((warnings) => (
              <Lookalike key={warnings[0]?.entry_id} warnings={warnings} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
