// One entry that resembles another: why, a link to it, and the two passages side by side where they differ.
import { t } from "../staff/i18n.ts";
import type { Warning } from "../staff/wire.ts";
import { entryAddress } from "./route.ts";

interface Props {
  warnings: Warning[];
  /** Where entries are told apart by their questions only, and where a link leads away. */
  named?: boolean;
  onFollow?: () => void;
}

export function Lookalike({ warnings, named = false, onFollow }: Props) {
  const [first] = warnings;
  if (!first) return null;
  return (
    <li class="lookalike">
      {named && <span class="hint">{first.our_question}</span>}
      <a href={entryAddress(first.entry_id)} lang={first.lang} onClick={onFollow}>
        {first.question}
      </a>
      {warnings.map((warning) => (
        <Reason key={`${warning.kind} ${warning.about}`} warning={warning} />
      ))}
    </li>
  );
}

function Reason({ warning }: { warning: Warning }) {
  if (!warning.about) return <p class="hint">{t(`similar.${warning.kind}`, { theirs: warning.theirs })}</p>;
  return (
    <>
      <p class="hint">{t(`similar.${warning.kind}`, { about: t(`about.${warning.about}`) })}</p>
      <dl class="passages">
        <Passage title={t("similar.ours")} text={warning.our_passage} word={warning.ours} />
        <Passage title={t("similar.theirs")} text={warning.their_passage} word={warning.theirs} />
      </dl>
    </>
  );
}

function Passage({ title, text, word }: { title: string; text: string; word: string }) {
  const at = text.toLowerCase().indexOf(word.toLowerCase());
  const end = at + word.length;
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {at < 0 ? (
          text
        ) : (
          <>
            {text.slice(0, at)}
            <mark>{text.slice(at, end)}</mark>
            {text.slice(end)}
          </>
        )}
      </dd>
    </div>
  );
}
