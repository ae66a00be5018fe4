// What went out of a text and what came in, readable without colours too.
import { t } from "../staff/i18n.ts";
import { difference } from "./difference.ts";

export function WordDifference({ before, after }: { before: string; after: string }) {
  return (
    <p class="difference as-written">
      {difference(before, after).map(({ kind, text }, i) => {
        if (kind === "same") return text;
        const Tag = kind === "out" ? "del" : "ins";
        return (
          <Tag key={i}>
            <span class="unseen">{t(`difference.${kind}`)}</span>
            {text}
          </Tag>
        );
      })}
    </p>
  );
}
