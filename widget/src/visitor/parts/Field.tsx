// One labelled field with its fault.
import { useId } from "preact/hooks";
import { type Key, t } from "../i18n/words";

interface Props {
  name: string;
  label: string;
  value: string;
  onInput(value: string): void;
  fault?: Key | undefined;
  type?: "text" | "email" | "tel";
  autoComplete?: string;
  optional?: boolean;
  long?: boolean;
  options?: [value: string, label: string][];
}

export function Field({ label, value, onInput, fault, optional, long, options, ...rest }: Props) {
  const id = useId();
  const shared = {
    id,
    value,
    "aria-invalid": fault ? ("true" as const) : ("false" as const),
    "aria-required": !optional,
    ...(fault && { "aria-describedby": `${id}-fault` }),
    onInput: (event: Event) => onInput((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <small>({t("form.optional")})</small>}
      </label>
      {options ? (
        <select {...shared} name={rest.name}>
          <option value="">{t("form.slot.choose")}</option>
          {options.map(([slot, text]) => (
            <option key={slot} value={slot}>
              {text}
            </option>
          ))}
        </select>
      ) : long ? (
        <textarea {...shared} name={rest.name} rows={3} maxLength={4000} />
      ) : (
        <input {...shared} {...(rest as { type: "text" })} maxLength={200} />
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {t(fault)}
        </p>
      )}
    </div>
  );
}
