// Says which column holds what, for files whose columns the engine does not recognise.
import { t } from "../staff/i18n.ts";
import { columns, MAPPED } from "./importing.ts";

export function ColumnMap() {
  return (
    <details class="column-map">
      <summary>{t("import.map")}</summary>
      <p class="hint">{t("import.map_hint")}</p>
      <div class="field-row">
        {MAPPED.map((field) => (
          <div class="field" key={field}>
            <label for={`map-${field}`}>{t(`map.${field}`)}</label>
            <input
              id={`map-${field}`}
              class="input"
              value={columns.value[field] ?? ""}
              onInput={(event) => {
                columns.value = { ...columns.value, [field]: event.currentTarget.value };
              }}
            />
          </div>
        ))}
      </div>
    </details>
  );
}
