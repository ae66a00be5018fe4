// Says that the live connection is lost, and what still works.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { link } from "./live.ts";

export function ConnectionBanner() {
  return (
    <div class="connection" role="status">
      {link.value === "lost" && (
        <p class="banner warn">
          <Icon name="alert" />
          {t("link.banner")}
        </p>
      )}
    </div>
  );
}
