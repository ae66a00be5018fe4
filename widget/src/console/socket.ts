// A socket that comes back by itself: waits longer after each failure, notices a silent peer.
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const PING_MS = 20_000;
const SILENCE_MS = 45_000;

export type LinkState = "connecting" | "live" | "lost";

export interface Listener {
  onFrame: (frame: { type: string }) => void;
  onState: (state: LinkState) => void;
  /** The engine closed the door on purpose; no new attempt is made. */
  onRefused: () => void;
}

export interface Link {
  send: (frame: object) => void;
  close: () => void;
}

const REFUSED = 4401;

export function connect(url: string, { onFrame, onState, onRefused }: Listener): Link {
  let socket: WebSocket;
  let failures = 0;
  let over = false;
  let heard = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const attempt = () => {
    clearTimeout(timer);
    socket = new WebSocket(url);
    socket.onmessage = ({ data }) => {
      heard = Date.now();
      failures = 0;
      onFrame(JSON.parse(String(data)));
    };
    socket.onclose = ({ code }) => {
      if (over) return;
      if (code === REFUSED) return onRefused();
      onState("lost");
      timer = setTimeout(attempt, backOff(failures));
      failures += 1;
    };
  };

  const beat = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (Date.now() - heard > SILENCE_MS) socket.close();
    else socket.send(JSON.stringify({ type: "ping" }));
  }, PING_MS);

  const hurry = () => {
    if (!over && socket.readyState === WebSocket.CLOSED) attempt();
  };

  addEventListener("online", hurry);
  onState("connecting");
  attempt();
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    close: () => {
      over = true;
      clearTimeout(timer);
      clearInterval(beat);
      removeEventListener("online", hurry);
      socket.close();
    },
  };
}

/** Milliseconds before the next attempt: doubled each time, spread so that a whole floor does not knock at once. */
export function backOff(failures: number, chance: number = Math.random()): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.75 + chance / 2);
}
