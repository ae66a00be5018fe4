// The demo page in the language of its address, and its question field, which asks the assistant.
import "./demo.css";

interface Asked extends HTMLElement {
  ask(text: string): Promise<void>;
}

if (new URLSearchParams(location.search).get("lang") === "en") translate();

document.querySelector("form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const input = document.querySelector<HTMLInputElement>("#question");
  if (!input?.value.trim()) return;
  void document.querySelector<Asked>("comptoir-chat")?.ask(input.value);
  input.value = "";
});

function translate(): void {
  document.documentElement.lang = "en";
  document.querySelector("comptoir-chat")?.setAttribute("lang", "en");
  for (const element of document.querySelectorAll<HTMLElement>("[data-en]")) {
    element.textContent = element.dataset.en ?? "";
    if (element.dataset.enHref) element.setAttribute("href", element.dataset.enHref);
    if (element.dataset.enLang) element.lang = element.dataset.enLang;
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-en-label]")) {
    element.ariaLabel = element.dataset.enLabel ?? "";
  }
}
