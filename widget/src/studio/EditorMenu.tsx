// What else can be done with the entry in the editor.
import { Icon } from "../staff/Icon.tsx";
import { t } from "../staff/i18n.ts";
import { Menu, type MenuItem } from "../staff/Menu.tsx";
import { base, dirty, form } from "./editing.ts";
import { ask, lastStep, undo } from "./reshaping.ts";
import { review } from "./saving.ts";

export function EditorMenu() {
  return (
    <Menu label={t("editor.more")} items={items()}>
      <Icon name="more" />
    </Menu>
  );
}

function items(): MenuItem[] {
  const entry = base.value;
  const step = entry && lastStep.value?.ids.includes(entry.id) ? lastStep.value : null;
  const few = (form.value?.variants.length ?? 0) === 0;
  const undoing = step ? [{ label: t(`reshape.undo_${step.kind}`), act: () => void undo(step.id) }] : [];
  return [
    reviewing(entry?.in_review ?? false),
    { label: t("reshape.merge_title"), act: () => void ask("merge"), disabled: !entry },
    { label: t("reshape.split_title"), act: () => void ask("split"), disabled: !entry || few },
    { label: t("reshape.move_title"), act: () => void ask("move"), disabled: !entry || few },
    ...undoing,
  ];
}

/** What visitors read already has nothing that waits. */
function reviewing(waits: boolean): MenuItem {
  if (waits) return { label: t("review.take_back"), act: () => void review(false) };
  const nothing = (base.value?.status === "published" && !dirty.value) || !form.value?.question.trim();
  return { label: t("review.send"), act: () => void review(true), disabled: nothing };
}
