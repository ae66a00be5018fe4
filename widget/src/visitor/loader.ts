// The element <comptoir-chat>: draws the button, and fetches the conversation when it is first opened.
import { bell, type Shape } from "./avatar";
import avatarCss from "./css/avatar.css";
import launcherCss from "./css/launcher.css";
import { launcher as en } from "./i18n/en.json";
import { launcher as fr } from "./i18n/fr.json";
import { pickLang } from "./i18n/pick";
import { read } from "./kept";

interface Chat {
  open(): void;
  close(): void;
  ask(text: string): void;
}

class ComptoirChat extends HTMLElement {
  readonly #root = this.attachShadow({ mode: "open" });
  readonly #button = document.createElement("button");
  readonly #label = document.createElement("span");
  #chat: Promise<Chat> | undefined;
  #tries = 0;

  connectedCallback(): void {
    if (this.#button.isConnected) return;
    this.#draw();
    // A human may be answering, or the visitor came from a page where the conversation was open.
    if (read("human") || (read("open") && innerWidth > 479)) void this.#load().catch(() => {});
  }

  open(): Promise<void> {
    return this.#with((chat) => chat.open());
  }

  close(): Promise<void> {
    return this.#with((chat) => chat.close());
  }

  ask(text: string): Promise<void> {
    return this.#with((chat) => chat.ask(text));
  }

  async #with(act: (chat: Chat) => void): Promise<void> {
    try {
      act(await this.#load());
    } catch {
      this.#label.textContent = this.#words.broken;
    }
  }

  #load(): Promise<Chat> {
    this.#chat ??= this.#fetch();
    this.#chat.catch(() => {
      this.#chat = undefined;
    });
    return this.#chat;
  }

  async #fetch(): Promise<Chat> {
    // A browser remembers a module that failed: another try needs another address.
    const url = new URL(`chat.js${this.#tries++ ? `?${this.#tries}` : ""}`, import.meta.url);
    const { start } = await import(url.href);
    this.#label.textContent = this.#words.label;
    const endpoint = this.getAttribute("endpoint") || url.origin;
    return start(this, this.#root, this.#button, endpoint);
  }

  get #words(): typeof fr {
    const lang = pickLang(read<string>("lang"), this.getAttribute("lang"), document.documentElement.lang);
    return lang === "en" ? en : fr;
  }

  #draw(): void {
    this.#root.adoptedStyleSheets = [launcherCss, avatarCss].map(sheet);
    this.#label.className = "label";
    this.#label.textContent = this.#words.label;
    const hint = document.createElement("span");
    hint.className = "sr";
    hint.textContent = ` – ${this.#words.open}`;
    const face = drawing(["svg", { class: "avatar", viewBox: "0 0 64 64", "aria-hidden": "true" }, bell()]);
    const round = document.createElement("span");
    round.className = "face";
    round.append(face);
    this.#button.className = "launcher";
    this.#button.part.add("launcher");
    this.#button.ariaExpanded = "false";
    this.#button.ariaHasPopup = "dialog";
    this.#button.append(this.#label, hint, round);
    this.#button.onclick = () => void this.open();
    this.#root.append(this.#button);
  }
}

function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

function drawing([tag, attributes, children = []]: Shape): Element {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const name in attributes) node.setAttribute(name, String(attributes[name]));
  node.append(...children.map(drawing));
  return node;
}

customElements.define("comptoir-chat", ComptoirChat);
