// What the console socket says, put where the screen reads it.
import { effect, signal, untracked } from "@preact/signals";
import { tellError } from "../staff/notices.ts";
import { resume } from "../staff/session.ts";
import { expired } from "../staff/user.ts";
import type { Owner, StaffEvent } from "../staff/wire.ts";
import { refresh } from "./escalations.ts";
import { detail, lastSeq, open, receive, typedAt } from "./opened.ts";
import { flush } from "./outbox.ts";
import { connect, type Link, type LinkState } from "./socket.ts";

interface Frame {
  type: string;
  conversation_id?: string;
  event?: StaffEvent;
  owner?: Owner;
}

const TYPING_EVERY_MS = 3_000;
// A turn of the customer brings other suggestions, a turn of a colleague another holder.
const REREAD_AFTER_MS = 600;

export const link = signal<LinkState>("connecting");
let socket: Link | null = null;
let watched: string | null = null;
let typedLast = 0;
let rereadTimer: ReturnType<typeof setTimeout> | undefined;

/** Open the socket and follow the conversation on the screen; gives the way to stop. */
export function goLive(): () => void {
  const url = `${location.origin.replace(/^http/, "ws")}/api/v1/console/socket`;
  const start = () => {
    socket = connect(url, { onFrame: read, onState: (state) => (link.value = state), onRefused: refused });
  };
  start();
  const stopFollowing = effect(() => {
    const id = detail.value?.conversation.id ?? null;
    untracked(() => follow(id));
  });
  const stopRenewing = effect(() => {
    if (!expired.value && link.peek() === "lost" && !socket) start();
  });
  return () => {
    stopFollowing();
    stopRenewing();
    socket?.close();
    socket = null;
  };
}

/** Let the visitor see that somebody writes, at most once in a while. */
export function typing(conversationId: string): void {
  if (Date.now() - typedLast < TYPING_EVERY_MS) return;
  typedLast = Date.now();
  socket?.send({ type: "typing", conversation_id: conversationId });
}

function read(frame: Frame): void {
  const id = frame.conversation_id ?? "";
  if (frame.type === "ready") ready();
  if (frame.type === "queue") void refresh().catch(tellError);
  if (frame.type === "event" && frame.event) heard(id, frame.event, frame.owner);
  if (frame.type === "typing" && id === watched) typedAt.value = Date.now();
}

function ready(): void {
  link.value = "live";
  void refresh().catch(tellError);
  if (watched) socket?.send({ type: "watch", conversation_id: watched, after: lastSeq() });
  void flush();
}

function heard(conversationId: string, event: StaffEvent, owner?: Owner): void {
  const news = event.seq > lastSeq();
  receive(conversationId, [event], owner);
  const shown = detail.peek()?.escalation.id;
  if (!news || !shown || (event.author === "adviser" && event.kind === "message")) return;
  clearTimeout(rereadTimer);
  rereadTimer = setTimeout(() => {
    if (detail.peek()?.escalation.id === shown) void open(shown);
  }, REREAD_AFTER_MS);
}

function follow(conversationId: string | null): void {
  if (conversationId === watched) return;
  if (watched) socket?.send({ type: "unwatch", conversation_id: watched });
  watched = conversationId;
  if (watched) socket?.send({ type: "watch", conversation_id: watched, after: lastSeq() });
}

function refused(): void {
  socket = null;
  link.value = "lost";
  expired.value = true;
  void resume();
}
