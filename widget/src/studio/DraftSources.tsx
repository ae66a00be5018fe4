// The replies behind a sentence, newest first, each with the request it answered.
import { useSignal } from "@preact/signals";
import { tn } from "../staff/i18n.ts";
import type { PastRequest } from "../staff/wire.ts";
import { NeedSource } from "./NeedSource.tsx";

const FIRST = 5;

export function DraftSources({ requests }: { requests: PastRequest[] }) {
  const all = useSignal(false);
  const more = requests.length - FIRST;
  return (
    <>
      <ul class="need-lines">
        {requests.slice(0, all.value ? requests.length : FIRST).map((request) => (
          <li key={request.id}>
            <NeedSource request={request} open />
          </li>
        ))}
      </ul>
      {!all.value && more > 0 && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            all.value = true;
          }}
        >
          {tn("needs.more_replies", more)}
        </button>
      )}
    </>
  );
}
