// What a file of entries would change, and every line of it that cannot be read.
import { t, tn } from "../staff/i18n.ts";
import type { ArrivedFile } from "../staff/wire.ts";
import { look } from "./exchange.ts";
import { FaultTable } from "./FaultTable.tsx";

const SHOWN = 50;

export function Arrivals({ found }: { found: ArrivedFile }) {
  const { counts, changed, faulty } = found;
  return (
    <div class="arrivals">
      <p>
        <strong>{found.file}</strong>
      </p>
      {found.sheets.length > 1 && <Sheets found={found} />}
      <ul class="counts">
        <li>{tn("files.new", counts.new)}</li>
        <li>{tn("files.changed", counts.changed)}</li>
        <li>{tn("files.unchanged", counts.unchanged)}</li>
        {faulty > 0 && <li class="bad">{tn("files.faulty", faulty)}</li>}
      </ul>
      {faulty > 0 && <FaultTable faults={found.faults} faulty={faulty} />}
      <Some
        title={tn("files.new", counts.new)}
        rows={found.new.map(({ id, question }) => ({ id, question, note: "" }))}
      />
      <Some
        title={tn("files.changed", counts.changed)}
        rows={changed.map(({ id, question, fields }) => ({
          id,
          question,
          note: fields.map((field) => t(`field.${field}`)).join(", "),
        }))}
      />
    </div>
  );
}

function Sheets({ found }: { found: ArrivedFile }) {
  return (
    <label class="sheet">
      <span>{t("files.sheet")}</span>
      <select class="input" value={found.sheet} onChange={(event) => void look(null, event.currentTarget.value)}>
        {found.sheets.map((sheet) => (
          <option key={sheet}>{sheet}</option>
        ))}
      </select>
    </label>
  );
}

function Some({ title, rows }: { title: string; rows: { id: string; question: string; note: string }[] }) {
  if (!rows.length) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul class="list">
        {rows.slice(0, SHOWN).map(({ id, question, note }) => (
          <li key={id}>
            {question} {note && <span class="hint">{note}</span>}
          </li>
        ))}
        {rows.length > SHOWN && <li class="hint">{tn("entries.more", rows.length - SHOWN)}</li>}
      </ul>
    </details>
  );
}
