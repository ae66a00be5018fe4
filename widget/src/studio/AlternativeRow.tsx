// One answer for some visitors: who they are, where they are, what they read.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import type { Alternative } from "../staff/wire.ts";

interface Props {
  alternative: Alternative;
  lang: string;
  place: number;
  onChange: (change: Partial<Alternative>) => void;
  onUp: () => void;
  onRemove: () => void;
}

export function AlternativeRow({ alternative, lang, place, onChange, onUp, onRemove }: Props) {
  const n = place + 1;
  return (
    <li class="alternative">
      <div class="alternative-head">
        <div class="field">
          <label for={`segment-${place}`}>{t("alternative.segment")}</label>
          <input
            id={`segment-${place}`}
            class="input"
            value={alternative.segment}
            placeholder={t("alternative.any")}
            onInput={(event) => onChange({ segment: event.currentTarget.value })}
          />
        </div>
        <div class="field">
          <label for={`page-${place}`}>{t("alternative.page")}</label>
          <input
            id={`page-${place}`}
            class="input"
            value={alternative.page}
            placeholder={t("alternative.any_page")}
            onInput={(event) => onChange({ page: event.currentTarget.value })}
          />
        </div>
        <button
          type="button"
          class="button plain square"
          aria-label={t("alternative.up", { n })}
          disabled={place === 0}
          onClick={onUp}
        >
          <Icon name="up" size={15} />
        </button>
        <button
          type="button"
          class="button plain square"
          aria-label={t("alternative.remove", { n })}
          onClick={onRemove}
        >
          <Icon name="trash" size={15} />
        </button>
      </div>
      <textarea
        class="input"
        rows={3}
        lang={lang}
        value={alternative.answer}
        aria-label={t("alternative.answer", { n })}
        onInput={(event) => onChange({ answer: event.currentTarget.value })}
      />
      {!alternative.segment.trim() && !alternative.page.trim() && <p class="hint">{t("alternative.for_all")}</p>}
    </li>
  );
}
