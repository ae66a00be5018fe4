// One wording with its origin and its buttons.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Variant } from "../staff/wire.ts";

interface Props {
  variant: Variant;
  lang: string;
  place: number;
  last: boolean;
  onText: (text: string) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

export function VariantRow({ variant, lang, place, last, onText, onMove, onRemove }: Props) {
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
    </li>
  );
}
