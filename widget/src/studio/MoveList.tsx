// The questions whose answer would change: ten of them, then all.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { tn } from "../staff/i18n.ts";
import type { Move } from "../staff/wire.ts";
import { MoveItem } from "./MoveItem.tsx";

const FIRST = 10;

export function MoveList({ moves }: { moves: Move[] }) {
  const all = useSignal(moves.length <= FIRST);
  const list = useRef<HTMLOListElement>(null);
  const showAll = () => {
    all.value = true;
  };
  useEffect(() => {
    // The button that had the focus is gone: the first of what it showed takes it.
    if (all.value && moves.length > FIRST) list.current?.children[FIRST]?.querySelector("a")?.focus();
  }, [all.value, moves]);
  return (
    <section class="moves" aria-labelledby="moves-title">
      <h3 id="moves-title">{tn("publication.moves", moves.length)}</h3>
      <ol ref={list} class="list">
        {(all.value ? moves : moves.slice(0, FIRST)).map((move) => (
          <MoveItem key={`${move.lang} ${move.wording} ${move.text}`} move={move} />
        ))}
      </ol>
      {!all.value && (
        <button type="button" class="button more" onClick={showAll}>
          {tn("publication.more", moves.length - FIRST)}
        </button>
      )}
    </section>
  );
}
