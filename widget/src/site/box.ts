// The search field as a combobox: arrows choose, Enter opens, Escape closes; the focus never leaves the field.
import { type Answers, Search } from "./answers";
import { count, rows, type Words } from "./list";
import { node } from "./nodes";
import { tell } from "./picks";

export class Box {
  readonly #input: HTMLInputElement;
  readonly #list = node("div", { id: "found", role: "listbox", class: "found", hidden: "" });
  readonly #status = node("p", { class: "unseen", role: "status" });
  readonly #search: Search;
  #at = -1;

  constructor(
    readonly form: HTMLFormElement,
    readonly ask: (text: string) => void,
  ) {
    this.#input = form.querySelector("input") as HTMLInputElement;
    this.#search = new Search(document.documentElement.lang, document.body.dataset.category ?? "", (answers) =>
      this.#show(answers),
    );
    this.#list.ariaLabel = form.querySelector("label")?.textContent ?? "";
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": "found",
      "aria-autocomplete": "list",
    }))
      this.#input.setAttribute(name, value);
    form.append(this.#list, this.#status);
    this.#listen();
  }

  #listen(): void {
    this.#input.addEventListener("input", () => this.#search.typed(this.#input.value));
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("focus", () => this.#open(this.#options.length > 0));
    // The focus stays in the field, so that a click is not the end of the list before it is one.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const row = (event.target as Element).closest("a");
      if (row) this.#picked(row, event);
    });
    this.form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.form.contains(relatedTarget as Node | null)) this.#open(false);
    });
    this.form.addEventListener("submit", (event) => {
      this.#search.stop();
      if (!this.#input.value.trim()) event.preventDefault();
    });
  }

  get #options(): HTMLAnchorElement[] {
    return [...this.#list.querySelectorAll<HTMLAnchorElement>("a")];
  }

  get #words(): Words {
    return this.form.dataset as unknown as Words;
  }

  #show(answers: Answers | undefined): void {
    const lang = document.documentElement.lang;
    const all = `${this.form.action}?${new URLSearchParams({ q: this.#input.value.trim() })}`;
    this.#list.replaceChildren(...(answers ? rows(answers, this.#words, lang, all) : []));
    for (const [place, row] of this.#options.entries()) row.id = `found-row-${place}`;
    this.#status.textContent = answers ? count(answers, this.#words) : "";
    this.#open(Boolean(answers));
  }

  #open(open: boolean): void {
    this.#list.hidden = !open;
    this.#input.ariaExpanded = String(open);
    this.#stand(-1);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const open = !this.#list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = this.#options[this.#at];
    if (step && open) this.#stand(this.#next(step));
    else if (step && this.#options.length) this.#open(true);
    else if (event.key === "Escape" && open) this.#open(false);
    else if (event.key === "Enter" && open && row) row.click();
    else return;
    event.preventDefault();
  }

  #next(step: number): number {
    const stops = this.#options.length + 1;
    return ((this.#at + 1 + step + stops) % stops) - 1;
  }

  #stand(at: number): void {
    this.#at = at;
    for (const [place, row] of this.#options.entries()) row.ariaSelected = String(place === at);
    const row = this.#options[at];
    if (row) this.#input.setAttribute("aria-activedescendant", row.id);
    else this.#input.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  #picked(row: HTMLAnchorElement, event: Event): void {
    if (row.className === "asking") {
      event.preventDefault();
      this.#open(false);
      this.ask(this.#input.value.trim());
    } else if (row.dataset.id) {
      tell(
        row.dataset.id,
        this.#options.flatMap(({ dataset }) => dataset.id ?? []),
      );
    }
  }
}
