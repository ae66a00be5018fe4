// One of a few, side by side: radio buttons that look like a switch.
interface Props<T extends string> {
  name: string;
  label: string;
  options: { value: T; label: string; lang?: string }[];
  chosen: T;
  onChoose: (value: T) => void;
}

export function Choices<T extends string>({ name, label, options, chosen, onChoose }: Props<T>) {
  return (
    <fieldset>
      <legend class="unseen">{label}</legend>
      <div class="choices">
        {options.map((option) => (
          <label key={option.value} lang={option.lang}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === chosen}
              onChange={() => onChoose(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
