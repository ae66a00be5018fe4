// The public FAQ's pages: results as one types, a button that asks the assistant. Without this script all of it works
// but these two.
import "./site.css";
import { Box } from "./box";
import { tell } from "./picks";

interface Chat extends HTMLElement {
  ask(text: string): Promise<void>;
  open(): Promise<void>;
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[role=search]")) new Box(form, ask);
for (const button of document.querySelectorAll<HTMLButtonElement>("button.ask")) {
  button.hidden = false;
  button.onclick = () => ask(button.dataset.ask ?? "");
}
document.querySelector("[data-results]")?.addEventListener("click", (event) => {
  const row = (event.target as Element).closest("a")?.closest("li");
  const rows = [...document.querySelectorAll<HTMLElement>("[data-results] > li")];
  if (row?.dataset.id)
    tell(
      row.dataset.id,
      rows.map(({ dataset }) => dataset.id ?? ""),
    );
});

function ask(text: string): void {
  const chat = document.querySelector<Chat>("comptoir-chat");
  void customElements.whenDefined("comptoir-chat").then(() => (text ? chat?.ask(text) : chat?.open()));
}
