// A button that stays reachable when it cannot act, and then says why.
import { useId } from "preact/hooks";
import { Icon } from "../staff/Icon.tsx";
import type { IconName } from "../staff/icons.ts";
import { tell } from "../staff/notices.ts";

interface Props {
  icon: IconName;
  label: string;
  why: string | null;
  act: () => unknown;
}

export function ActionButton({ icon, label, why, act }: Props) {
  const reason = useId();
  return (
    <button
      type="button"
      class="button"
      aria-disabled={why !== null}
      aria-describedby={why === null ? undefined : reason}
      onClick={() => (why === null ? act() : tell(why))}
    >
      <Icon name={icon} size={16} />
      <span class="action-label">{label}</span>
      {why !== null && (
        <span class="tip" role="tooltip" id={reason}>
          {why}
        </span>
      )}
    </button>
  );
}
