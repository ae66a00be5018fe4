// One to five stars on a conversation that ended, and a comment.
import { useSignal } from "@preact/signals";
import { t } from "../i18n/words";
import { useConversation } from "./current";
import { STAR } from "./glyphs";
import { Icon } from "./Icon";
import { useReveal } from "./reveal";

const STARS = [1, 2, 3, 4, 5];

export function Rating({ seq }: { seq: number }) {
  const conversation = useConversation();
  const stars = useSignal(0);
  const comment = useSignal("");
  const form = useReveal<HTMLFormElement>(stars.value > 0, { focus: false });
  const sent = conversation.outbox.waiting.some(({ type }) => type === "rating");
  if (conversation.journal.toRate.value !== seq || sent) return null;

  const rate = (event: Event) => {
    event.preventDefault();
    conversation.send({ type: "rating", stars: stars.value, comment: comment.value.trim() });
  };
  return (
    <form class="rating" ref={form} onSubmit={rate}>
      <fieldset>
        <legend>{t("rate")}</legend>
        <div class="stars">
          {STARS.map((n) => (
            <label key={n} class={n <= stars.value ? "lit" : ""}>
              <input
                type="radio"
                name="stars"
                value={n}
                checked={n === stars.value}
                onChange={() => {
                  stars.value = n;
                }}
              />
              <span class="sr">{n === 1 ? t("stars.one") : t("stars.other", { n })}</span>
              <Icon path={STAR} />
            </label>
          ))}
        </div>
      </fieldset>
      {stars.value > 0 && (
        <>
          <label class="field">
            {t("rate.comment")}
            <textarea
              rows={2}
              maxLength={1000}
              onInput={({ currentTarget }) => {
                comment.value = currentTarget.value;
              }}
            />
          </label>
          <button type="submit" class="small">
            {t("rate.send")}
          </button>
        </>
      )}
    </form>
  );
}
