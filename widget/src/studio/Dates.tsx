// When the entry appears and vanishes by itself, by the company's clock.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { instant, wall } from "../staff/zone.ts";
import { zone } from "./company.ts";
import { base, edit } from "./editing.ts";
import { type Form, reversed } from "./form.ts";

export function Dates({ written }: { written: Form }) {
  const wrong = reversed(written);
  return (
    <fieldset class="dates">
      <legend class="field-label">{t("field.dates")}</legend>
      <p class="hint" id="dates-hint">
        {t("field.dates_hint", { zone: zone.value })}
      </p>
      <div class="field-row">
        <Moment name="publish_at" at={written.publish_at} wrong={false} />
        <Moment name="retire_at" at={written.retire_at} wrong={wrong} />
      </div>
      {wrong && (
        <p class="banner bad" role="alert" id="dates-wrong">
          <Icon name="alert" size={16} /> {t("field.dates_reversed")}
        </p>
      )}
      {waits(written) && (
        <p class="banner warn">{t(waits(written) === "review" ? "field.waits_review" : "field.waits_answer")}</p>
      )}
    </fieldset>
  );
}

interface MomentProps {
  name: "publish_at" | "retire_at";
  at: string | null;
  wrong: boolean;
}

function Moment({ name, at, wrong }: MomentProps) {
  const id = `entry-${name}`;
  return (
    <div class="field">
      <label for={id}>{t(`field.${name}`)}</label>
      <div class="moment">
        <input
          id={id}
          class="input"
          type="datetime-local"
          value={at ? wall(at, zone.value) : ""}
          aria-invalid={wrong}
          aria-describedby={wrong ? "dates-wrong" : "dates-hint"}
          onChange={({ currentTarget: { value } }) => edit({ [name]: value ? instant(value, zone.value) : null })}
        />
        {at && (
          <button
            type="button"
            class="button plain square"
            aria-label={t(`field.${name}_clear`)}
            onClick={() => {
              edit({ [name]: null });
              document.getElementById(id)?.focus();
            }}
          >
            <Icon name="close" size={15} />
          </button>
        )}
      </div>
    </div>
  );
}

/** What a date that has come is waiting for. */
function waits({ publish_at, answer, in_review }: Form): "review" | "answer" | null {
  if (!publish_at || Date.parse(publish_at) > Date.now() || base.value?.publish_at !== publish_at) return null;
  if (!answer.trim()) return "answer";
  return in_review ? "review" : null;
}
