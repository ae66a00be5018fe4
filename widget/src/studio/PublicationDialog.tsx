// Shows which answers a publication would change, and asks whether to go on.
import { useEffect, useRef } from "preact/hooks";
import { Dialog } from "../staff/Dialog.tsx";
import { percent } from "../staff/format.ts";
import { t, tn } from "../staff/i18n.ts";
import type { Previewed } from "../staff/wire.ts";
import { MoveList } from "./MoveList.tsx";
import { type Warned, warned } from "./previewing.ts";

export function PublicationDialog() {
  return warned.value && <Decision {...warned.value} />;
}

function Decision({ verb, found, decide }: Warned) {
  const accepts = useRef(false);
  const back = useRef<HTMLButtonElement>(null);
  // Not `autofocus`, which would scroll a long list past its title.
  useEffect(() => back.current?.focus({ preventScroll: true }), []);
  return (
    <Dialog title={t(`publication.${verb}`)} onClose={() => decide(accepts.current)}>
      <form class="publication" method="dialog">
        <p>
          {found.asked > 0 && shares(found)} {found.wordings > 0 && tn("publication.wordings", found.wordings)}{" "}
          {found.left > 0 && tn("publication.left", found.left)}{" "}
          {found.broken > 0 && <strong>{tn("publication.broken", found.broken)}</strong>}
        </p>
        <MoveList moves={found.moves} />
        <div class="dialog-actions">
          <button
            type="submit"
            class="button danger"
            onClick={() => {
              accepts.current = true;
            }}
          >
            {t(`publication.${verb}_anyway`)}
          </button>
          <button ref={back} type="submit" class="button primary">
            {t("publication.back")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function shares({ asked, before, after }: Previewed): string {
  const [now, then] = [percent(before / asked), percent(after / asked)];
  if (now === then) return tn("publication.same_share", asked, { now });
  return tn("publication.share", asked, { now, then });
}
