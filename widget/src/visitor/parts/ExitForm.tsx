// The e-mail and the callback form: what was typed survives an error and a reload.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type ContactForm, type Faults, faults } from "../contact";
import { moment, t } from "../i18n/words";
import { forget, keep, read } from "../kept";
import type { Exit } from "../wire";
import { useConversation } from "./current";
import { Field } from "./Field";
import { useReveal } from "./reveal";

const EMPTY: ContactForm = { name: "", email: "", phone: "", slot: "", text: "" };

export function ExitForm({ exit, back }: { exit: Exit; back(): void }) {
  const conversation = useConversation();
  const element = useReveal<HTMLFormElement>(true);
  const form = useSignal<ContactForm>(read("contact") ?? { ...EMPTY, text: lastQuestion(conversation) });
  const wrong = useSignal<Faults>({});
  const kind = exit.exit === "callback" ? "callback" : "email";
  const slots = exit.slots ?? [];
  const sent = conversation.outbox.sent.value.find(({ frame }) => frame.type === "exit");
  const sending = sent !== undefined && sent.refused === undefined;

  const field = (name: keyof ContactForm) => ({
    name,
    value: form.value[name],
    fault: wrong.value[name],
    onInput: (value: string) => {
      form.value = { ...form.value, [name]: value };
      keep("contact", form.value);
    },
  });
  // The sentences that say what is wrong must not push the button out of sight.
  useEffect(() => element.current?.scrollIntoView({ block: "nearest" }), [wrong.value]);
  const submit = (event: Event) => {
    event.preventDefault();
    wrong.value = faults(kind, form.value, { slots: slots.length > 0 });
    const [first] = Object.keys(wrong.value);
    if (first) return element.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    const { slot, ...typed } = form.value;
    const reach = kind === "email" ? { phone: "" } : { email: "" };
    // The engine has the question already: sent again, it would stand twice in the conversation.
    const text = typed.text.trim() === lastQuestion(conversation) ? "" : typed.text;
    const when = (kind === "callback" && slot) || null;
    conversation.send({ type: "exit", exit: kind, ...typed, ...reach, text, slot: when });
    forget("form");
  };
  return (
    <form class="exit-form" ref={element} noValidate onSubmit={submit} aria-label={exit.label || t(`exit.${kind}`)}>
      <h3>{exit.label || t(`exit.${kind}`)}</h3>
      <Field {...field("name")} label={t("form.name")} optional autoComplete="name" />
      {kind === "email" ? (
        <Field {...field("email")} label={t("form.email")} type="email" autoComplete="email" />
      ) : (
        <Field {...field("phone")} label={t("form.phone")} type="tel" autoComplete="tel" />
      )}
      {kind === "callback" && slots.length > 0 && (
        <Field {...field("slot")} label={t("form.slot")} options={slots.map((slot) => [slot, moment(slot)])} />
      )}
      <Field {...field("text")} label={t("form.text")} long />
      {sent?.refused !== undefined && (
        <p class="state error" role="alert">
          {sent.refused || t("refused.detail")}
        </p>
      )}
      <div class="buttons">
        <button type="button" class="small quiet" onClick={back}>
          {t("form.back")}
        </button>
        <button type="submit" class="small" disabled={sending}>
          {sending ? t("sending") : t(`form.${kind}.send`)}
        </button>
      </div>
    </form>
  );
}

function lastQuestion({ journal }: ReturnType<typeof useConversation>): string {
  return journal.of("message").findLast(({ author }) => author === "visitor")?.payload.text ?? "";
}
