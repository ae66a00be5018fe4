// How far the questions are asked again before a publication: said only when it takes a while.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../staff/i18n.ts";
import { Meter } from "../staff/Meter.tsx";
import { checking } from "./checking.ts";

const PATIENCE = 600;

export function Checking() {
  const long = useSignal(false);
  const under = checking.value !== null;
  useEffect(() => {
    long.value = false;
    if (!under) return;
    const timer = setTimeout(() => {
      long.value = true;
    }, PATIENCE);
    return () => clearTimeout(timer);
  }, [under]);
  return (
    <div class="checking" role="status">
      {under && long.value && (
        <div class="job">
          <span>{t("publication.checking")}</span>
          <Meter value={checking.value ?? 0} label={t("publication.checking")} wide />
        </div>
      )}
    </div>
  );
}
