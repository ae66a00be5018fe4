// Where the visitor writes; while the agent listens, close questions show above.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../i18n/words";
import { useConversation } from "./current";
import { Icon, SEND } from "./Icon";

const LONGEST = 4000;
const TELL_FROM = 3600;

export function Composer() {
  const conversation = useConversation();
  const talk = conversation.talk.value;
  const search = useMemo(() => talk && new talk.Search(conversation.rest), [talk]);
  const input = useRef<HTMLTextAreaElement>(null);
  const draft = conversation.draft.value;
  const human = ["queue", "adviser"].includes(conversation.journal.owner.value);
  const rows = search?.found.value.length ?? 0;
  const at = search?.at.value ?? -1;

  useEffect(() => grow(input.current), [draft]);
  useEffect(() => {
    // The first words may have been written, or already sent, while the search was being fetched.
    if (input.current?.matches(":focus") && !human) search?.typed(conversation.draft.peek());
  }, [search]);

  const write = (text: string) => {
    conversation.write(text);
    if (!human) search?.typed(text);
  };
  const say = (text: string) => {
    search?.clear();
    conversation.say(text);
    conversation.write("");
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (rows && step && !draft.includes("\n")) search?.move(step);
    else if (rows && event.key === "Escape") {
      search?.clear();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      say(search?.found.value[at]?.question ?? draft);
    } else return;
    event.preventDefault();
  };
  return (
    <form
      class="composer"
      part="composer"
      onSubmit={(event) => {
        event.preventDefault();
        say(draft);
      }}
    >
      {talk && search && <talk.Suggestions search={search} pick={say} />}
      <div class="line-in">
        <textarea
          ref={input}
          rows={1}
          maxLength={LONGEST}
          value={draft}
          placeholder={t(human ? "input.human.placeholder" : "input.placeholder")}
          aria-label={t(human ? "input.human" : "input")}
          aria-autocomplete="list"
          {...(rows && { "aria-controls": "found" })}
          {...(at >= 0 && { "aria-activedescendant": `found-${at}` })}
          autoComplete="off"
          enterkeyhint="send"
          onInput={({ currentTarget }) => write(currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => search?.clear()}
        />
        <button type="submit" class="send" part="send" aria-label={t("send")} disabled={!draft.trim()}>
          <Icon path={SEND} />
        </button>
      </div>
      {draft.length > TELL_FROM && <p class="state">{t("input.long", { n: draft.length, max: LONGEST })}</p>}
    </form>
  );
}

function grow(input: HTMLTextAreaElement | null): void {
  if (input) input.rows = Math.min(5, Math.max(1, draftRows(input)));
}

// Measured with one row, because a text area never scrolls less than its own height.
function draftRows(input: HTMLTextAreaElement): number {
  input.rows = 1;
  return Math.floor((input.scrollHeight - 16) / 22);
}
