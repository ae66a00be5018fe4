// Signing in and out; the session itself lives in a cookie no script can read.
import { get, Problem, post, remove, Unreachable } from "./api.ts";
import { forgetAll } from "./memory.ts";
import { expired, user } from "./user.ts";
import type { User } from "./wire.ts";

/** Ask who the cookie belongs to; false when the engine could not be reached. */
export async function resume(): Promise<boolean> {
  try {
    user.value = await get<User>("/sessions/me");
    return true;
  } catch (error) {
    if (error instanceof Unreachable) return false;
    if (error instanceof Problem) user.value = null;
    return true;
  }
}

export async function signIn(name: string, password: string): Promise<void> {
  const { user: who } = await post<{ user: User }>("/sessions", { name, password });
  const someoneElse = user.value && user.value.id !== who.id;
  expired.value = false;
  user.value = who;
  if (someoneElse) location.reload();
}

/** Forget what this tab kept of customers, then leave: advisers share machines. */
export async function signOut(): Promise<void> {
  await remove("/sessions/me").catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
  forgetAll();
  user.value = null;
}
