// Tabs walked with the arrow keys; the panel names its tab by `${id}-${value}`.
export interface Tab<T extends string> {
  value: T;
  label: string;
  count?: number | undefined;
}

interface Props<T extends string> {
  id: string;
  label: string;
  tabs: Tab<T>[];
  chosen: T;
  onChoose: (value: T) => void;
}

export function Tabs<T extends string>({ id, label, tabs, chosen, onChoose }: Props<T>) {
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && tabs[(tabs.findIndex((tab) => tab.value === chosen) + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={walk}>
      {tabs.map(({ value, label: words, count }) => (
        <button
          key={value}
          type="button"
          role="tab"
          class="tab"
          id={`${id}-${value}`}
          aria-selected={value === chosen}
          aria-controls={`${id}-panel`}
          tabIndex={value === chosen ? 0 : -1}
          onClick={() => onChoose(value)}
        >
          {words}
          {count !== undefined && <span class="count">{count}</span>}
        </button>
      ))}
    </div>
  );
}
