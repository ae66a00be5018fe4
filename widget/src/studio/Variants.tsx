// The other ways to ask the same thing: add, change, order, remove.

import { whenDrawn } from "../staff/focus.ts";
import { t, tn } from "../staff/i18n.ts";
import type { Variant } from "../staff/wire.ts";
import { edit } from "./editing.ts";
import { type Form, moved } from "./form.ts";
import { NewVariant } from "./NewVariant.tsx";
import { VariantRow } from "./VariantRow.tsx";

export function Variants({ written: { lang, variants, rejected } }: { written: Form }) {
  const keep = (next: Variant[]) => edit({ variants: next });
  const remove = (i: number) => {
    keep(variants.filter((_, j) => j !== i));
    whenDrawn(() => focusVariant(Math.min(i, variants.length - 2)));
  };
  const move = (i: number, to: number) => {
    keep(moved(variants, i, to));
    whenDrawn(() => focusVariant(to));
  };
  return (
    <fieldset class="variants">
      <legend class="field-label">
        {t("field.variants")} <span class="count">{variants.length}</span>
      </legend>
      <p class="hint">
        {variants.length ? t("field.variants_hint") : tn("entries.variants", 0)}{" "}
        <a href="#/synonyms">{t("synonyms.elsewhere")}</a>
      </p>
      <ol class="list">
        {variants.map((variant, i) => (
          <VariantRow
            key={i}
            variant={variant}
            lang={lang}
            place={i}
            last={i === variants.length - 1}
            onText={(text) => keep(variants.map((one, j) => (i === j ? { ...one, text } : one)))}
            onMove={(to) => move(i, to)}
            onRemove={() => remove(i)}
            onReject={() => {
              remove(i);
              edit({ rejected: [...rejected, variant.text] });
            }}
          />
        ))}
      </ol>
      <NewVariant lang={lang} onAdd={(texts) => keep([...variants, ...texts.map(asCurator)])} />
    </fieldset>
  );
}

function asCurator(text: string): Variant {
  return { text, origin: "curator" };
}

function focusVariant(place: number): void {
  const row = document.getElementById(place < 0 ? "new-variant" : `variant-${place}`);
  row?.focus();
}
