// The versions that were published, and the ways back to one.
import { moment } from "../staff/format.ts";
import { said, t } from "../staff/i18n.ts";
import { busy, releases, rollBack, served, takeVersion } from "./assistant.ts";
import type { Release } from "./project.ts";

export function AssistantVersions() {
  if (!releases.value.length) return null;
  return (
    <details class="assistant-versions">
      <summary>{t("assistant.versions")}</summary>
      <ol class="list">
        {releases.value.map((release) => (
          <Version key={release.version} release={release} />
        ))}
      </ol>
    </details>
  );
}

function Version({ release: { version, author, at, back_to } }: { release: Release }) {
  const now = version === served.value;
  const id = `assistant-version-${version}`;
  return (
    <li>
      <p id={id}>
        <strong>{t("publications.version", { version })}</strong>{" "}
        {now && <span class="badge good">{t("publications.now")}</span>}
      </p>
      <p class="hint">
        {said("by", author)}, <time dateTime={at}>{moment(at)}</time>
        {back_to !== null &&
          ` · ${back_to ? t("publications.back_to", { version: back_to }) : t("assistant.taken_off")}`}
      </p>
      <div class="version-acts">
        {!now && (
          <button
            type="button"
            class="button small"
            disabled={busy.value !== null}
            aria-describedby={id}
            onClick={() => void rollBack(version)}
          >
            {t("publications.roll_back")}
          </button>
        )}
        <button
          type="button"
          class="button small plain"
          disabled={busy.value !== null}
          aria-describedby={id}
          onClick={() => void takeVersion(version)}
        >
          {t("assistant.take_version")}
        </button>
      </div>
    </li>
  );
}
