// One socket to the engine: says hello, notices when the line is dead, reports why it ended.
import type { Frame, FromEngine } from "./wire";

const HEARTBEAT = 20_000;
const SILENCE = 45_000;

export interface Ears {
  onFrame(frame: FromEngine): void;
  onEnd(code: number): void;
}

export class Socket {
  readonly #socket: WebSocket;
  readonly #heart: number;
  #heard = Date.now();

  constructor(
    url: string,
    hello: { token: string; after: number },
    readonly ears: Ears,
  ) {
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => this.#write({ type: "hello", ...hello });
    this.#socket.onmessage = ({ data }) => this.#hear(data);
    this.#socket.onclose = ({ code }) => this.end(code);
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT);
  }

  send(frame: Frame): void {
    this.#write(frame);
  }

  typing(): void {
    this.#write({ type: "typing" });
  }

  end(code = 1000): void {
    clearInterval(this.#heart);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.ears.onEnd(code);
  }

  #hear(data: string): void {
    this.#heard = Date.now();
    this.ears.onFrame(JSON.parse(data) as FromEngine);
  }

  #beat(): void {
    if (Date.now() - this.#heard > SILENCE) this.end(1006);
    else this.#write({ type: "ping" });
  }

  #write(frame: object): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
