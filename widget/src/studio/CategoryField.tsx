// The category, with those already in use to choose from.
import { t } from "../staff/i18n.ts";
import { edit } from "./editing.ts";
import { categories } from "./entries.ts";

export function CategoryField({ category }: { category: string }) {
  return (
    <div class="field">
      <label for="entry-category">{t("field.category")}</label>
      <input
        id="entry-category"
        class="input"
        list="categories"
        value={category}
        onInput={(event) => edit({ category: event.currentTarget.value })}
      />
      <datalist id="categories">
        {categories.value.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}
