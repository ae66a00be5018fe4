// Takes files that are dropped or chosen.
import { useSignal } from "@preact/signals";
import { number } from "../staff/format.ts";
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { addFiles, dropFile, files } from "./importing.ts";

const KINDS = ".csv,.tsv,.jsonl,.json,.mbox,.eml,.txt";
const KB = 1024;

export function FileDrop() {
  const over = useSignal(false);
  const hover = (event: DragEvent, on: boolean) => {
    event.preventDefault();
    over.value = on;
  };
  const drop = (event: DragEvent) => {
    hover(event, false);
    addFiles(event.dataTransfer?.files ?? []);
  };
  return (
    <div>
      <label
        class={over.value ? "drop over" : "drop"}
        onDragOver={(event) => hover(event, true)}
        onDragLeave={(event) => hover(event, false)}
        onDrop={drop}
      >
        <Icon name="upload" size={28} />
        <strong>{t("import.drop")}</strong>
        <span class="hint">{t("import.kinds")}</span>
        <input
          type="file"
          multiple
          accept={KINDS}
          onChange={(event) => {
            addFiles(event.currentTarget.files ?? []);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <ul class="files list">
        {files.value.map((file) => (
          <li key={file.name}>
            <Icon name="file" size={16} />
            <span>{file.name}</span>
            <span class="hint">{t("import.size", { size: number(Math.ceil(file.size / KB)) })}</span>
            <button
              type="button"
              class="button plain square small"
              aria-label={t("import.remove", { file: file.name })}
              onClick={() => dropFile(file.name)}
            >
              <Icon name="close" size={15} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
