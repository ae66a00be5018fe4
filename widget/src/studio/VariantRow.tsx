// One wording with its origin and its buttons.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Menu } from "../staff/Menu.tsx";
import type { Variant } from "../staff/wire.ts";
import { ask } from "./reshaping.ts";

interface Props {
  variant: Variant;
  lang: string;
  place: number;
  last: boolean;
  onText: (text: string) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onReject: () => void;
}

export function VariantRow({ variant, lang, place, last, onText, onMove, onRemove, onReject }: Props) {
  const n = place + 1;
  return (
    <li class="variant">
      <input
        id={`variant-${place}`}
        class="input"
        lang={lang}
        value={variant.text}
        aria-label={t("variant.label", { n })}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const to = event.altKey ? place + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0) : place;
          if (to === place || to < 0 || (last && to > place)) return;
          event.preventDefault();
          onMove(to);
        }}
      />
      {variant.origin !== "curator" && <span class="badge">{t("variant.from_request")}</span>}
      <button
        type="button"
        class="button plain square small"
        aria-label={t("variant.up", { n })}
        disabled={place === 0}
        onClick={() => onMove(place - 1)}
      >
        <Icon name="up" size={15} />
      </button>
      <button
        type="button"
        class="button plain square small"
        aria-label={t("variant.down", { n })}
        disabled={last}
        onClick={() => onMove(place + 1)}
      >
        <Icon name="down" size={15} />
      </button>
      <button
        type="button"
        class="button plain square small"
        aria-label={t("variant.remove", { n })}
        onClick={onRemove}
      >
        <Icon name="trash" size={15} />
      </button>
      <Menu
        small
        label={t("variant.more", { n })}
        items={[
          { label: t("variant.first"), act: () => onMove(0), disabled: place === 0 },
          { label: t("variant.move"), act: () => void ask("move", [variant.text.trim()]) },
          { label: t("variant.split"), act: () => void ask("split", [variant.text.trim()]) },
          { label: t("variant.reject"), act: onReject },
        ]}
      >
        <Icon name="more" size={15} />
      </Menu>
    </li>
  );
}
