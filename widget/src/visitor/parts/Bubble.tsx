// One thing said by someone, with who and when for those who cannot see the sides.
import type { ComponentChildren } from "preact";
import { t, time } from "../i18n/words";
import type { Author } from "../wire";
import { initials } from "./Header";

interface Props {
  author: Author;
  name?: string;
  at?: string;
  children: ComponentChildren;
  after?: ComponentChildren;
}

export function Bubble({ author, name, at, children, after }: Props) {
  const who = author === "visitor" ? t("you") : author === "adviser" ? name || t("adviser") : t("agent");
  return (
    <div class={`turn ${author}`}>
      {author === "adviser" && (
        <span class="initials" aria-hidden="true">
          {initials(who)}
        </span>
      )}
      <div class="bubble" part={`bubble ${author}`}>
        <span class="sr">{t("says", { name: who })}</span>
        {children}
      </div>
      {author !== "agent" && at && (
        <time class="at" dateTime={at}>
          {author === "adviser" && `${who} · `}
          {time(at)}
        </time>
      )}
      {after}
    </div>
  );
}
