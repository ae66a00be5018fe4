// Asks what to merge, split or move, and shows what will come of it.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Dialog } from "../staff/Dialog.tsx";
import { t } from "../staff/i18n.ts";
import type { Entry } from "../staff/wire.ts";
import { EntryPick } from "./EntryPick.tsx";
import { base } from "./editing.ts";
import { MergeAnswers } from "./MergeAnswers.tsx";
import { asked, busy, merge, move, type ReshapeKind, split } from "./reshaping.ts";
import { VariantPick } from "./VariantPick.tsx";

export function ReshapeDialog() {
  const entry = base.value;
  if (!asked.value || !entry) return null;
  const { kind, texts } = asked.value;
  const Form = { merge: MergeForm, split: SplitForm, move: MoveForm }[kind];
  return (
    <Dialog
      title={t(`reshape.${kind}_title`)}
      wide={kind === "merge"}
      onClose={() => {
        asked.value = null;
      }}
    >
      <Form entry={entry} texts={texts} />
    </Dialog>
  );
}

interface FormProps {
  entry: Entry;
  texts: string[];
}

function MergeForm({ entry }: FormProps) {
  const other = useSignal<Entry | null>(null);
  const answer = useSignal(entry.answer);
  const source = other.value;
  return (
    <>
      <p>{t("reshape.merge_lead", { question: entry.question })}</p>
      <EntryPick
        not={entry}
        chosen={source}
        onChoose={(chosen) => {
          other.value = chosen;
        }}
      />
      {source && <MergeAnswers entry={entry} source={source} answer={answer} />}
      <Actions kind="merge" ready={source !== null} act={() => source && void merge(entry, source, answer.value)}>
        {source && shown(source) && <p class="hint">{t("reshape.merge_at_once")}</p>}
      </Actions>
    </>
  );
}

function SplitForm({ entry, texts }: FormProps) {
  const chosen = useSignal(texts);
  const question = useSignal("");
  const asks = question.value || entry.variants.find(({ text }) => chosen.value.includes(text))?.text || "";
  return (
    <>
      <p>{t("reshape.split_lead")}</p>
      <VariantPick
        entry={entry}
        chosen={chosen.value}
        onChoose={(next) => {
          chosen.value = next;
        }}
      />
      <div class="field">
        <label for="split-question">{t("reshape.split_question")}</label>
        <input
          id="split-question"
          class="input"
          lang={entry.lang}
          value={asks}
          onInput={(event) => {
            question.value = event.currentTarget.value;
          }}
        />
      </div>
      <Actions
        kind="split"
        ready={chosen.value.length > 0 && asks.trim() !== ""}
        act={() => void split(entry, chosen.value, asks)}
      />
    </>
  );
}

function MoveForm({ entry, texts }: FormProps) {
  const chosen = useSignal(texts);
  const other = useSignal<Entry | null>(null);
  const target = other.value;
  return (
    <>
      <VariantPick
        entry={entry}
        chosen={chosen.value}
        onChoose={(next) => {
          chosen.value = next;
        }}
      />
      <EntryPick
        not={entry}
        chosen={target}
        onChoose={(next) => {
          other.value = next;
        }}
      />
      <Actions
        kind="move"
        ready={target !== null && chosen.value.length > 0}
        act={() => target && void move(entry, target, chosen.value)}
      />
    </>
  );
}

interface ActionsProps {
  kind: ReshapeKind;
  ready: boolean;
  act: () => void;
  children?: ComponentChildren;
}

function Actions({ kind, ready, act, children }: ActionsProps) {
  const close = () => {
    asked.value = null;
  };
  return (
    <>
      {children}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          {t("common.cancel")}
        </button>
        <button type="button" class="button primary" disabled={!ready || busy.value} onClick={act}>
          {t(`reshape.${kind}`)}
        </button>
      </div>
    </>
  );
}

function shown({ published_revision, status }: Entry): boolean {
  return published_revision !== null && status !== "retired";
}
