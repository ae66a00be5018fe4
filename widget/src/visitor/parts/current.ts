// The conversation that the components show.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Conversation } from "../conversation";

export const Current = createContext<Conversation | null>(null);

export function useConversation(): Conversation {
  const conversation = useContext(Current);
  if (!conversation) throw new Error("A component of the conversation is shown outside it.");
  return conversation;
}
