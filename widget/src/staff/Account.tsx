// The menu of the person signed in: name and role, language, theme, the other screen, sign out.
import { useEffect, useRef } from "preact/hooks";
import { Choices } from "./Choices.tsx";
import { Icon } from "./Icon.tsx";
import { LANGS, lang, speak, t } from "./i18n.ts";
import { shortcutsShown } from "./keys.ts";
import { tellError } from "./notices.ts";
import { signOut } from "./session.ts";
import { THEMES, theme, wear } from "./theme.ts";
import type { User } from "./wire.ts";

const OWN_NAMES = { fr: "Français", en: "English" };

export function Account({ who, other }: { who: User; other: { href: string; label: string } | null }) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => closesOutside(menu.current), []);
  return (
    <details class="account" ref={menu}>
      <summary>
        <span class="avatar" aria-hidden="true">
          {initials(who.name)}
        </span>
        <span class="who">
          {who.name}
          <small>{t(`role.${who.role}`)}</small>
        </span>
        <span class="unseen">{t("account.menu", { name: who.name })}</span>
        <Icon name="down" size={14} />
      </summary>
      <div class="account-panel">
        <p class="who">
          {who.name}
          <small>{t(`role.${who.role}`)}</small>
        </p>
        <Choices
          name="lang"
          label={t("account.language")}
          options={LANGS.map((value) => ({ value, label: OWN_NAMES[value], lang: value }))}
          chosen={lang.value}
          onChoose={speak}
        />
        <Choices
          name="theme"
          label={t("account.theme")}
          options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
          chosen={theme.value}
          onChoose={wear}
        />
        {other && (
          <a class="button plain" href={other.href}>
            <Icon name="forward" />
            {other.label}
          </a>
        )}
        <button type="button" class="button plain" onClick={() => showShortcuts(menu.current)}>
          <Icon name="keyboard" />
          {t("keys.title")}
        </button>
        <button type="button" class="button plain" onClick={() => signOut().catch(tellError)}>
          <Icon name="leave" />
          {t("account.sign_out")}
        </button>
      </div>
    </details>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}

function showShortcuts(menu: HTMLDetailsElement | null): void {
  if (menu) menu.open = false;
  shortcutsShown.value = true;
}

function closesOutside(menu: HTMLDetailsElement | null): () => void {
  const leave = (event: Event) => {
    if (menu && !menu.contains(event.target as Node)) menu.open = false;
  };
  const leaveByKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !menu?.open) return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  };
  document.addEventListener("click", leave);
  document.addEventListener("focusin", leave);
  document.addEventListener("keydown", leaveByKey);
  return () => {
    document.removeEventListener("click", leave);
    document.removeEventListener("focusin", leave);
    document.removeEventListener("keydown", leaveByKey);
  };
}
