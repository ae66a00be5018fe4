// The bar at the top of a screen.
import type { ComponentChildren } from "preact";
import { Account } from "./Account.tsx";
import { Brand } from "./Brand.tsx";
import type { User } from "./wire.ts";

interface Props {
  screen: string;
  who: User;
  other: { href: string; label: string } | null;
  children: ComponentChildren;
}

export function AppBar({ screen, who, other, children }: Props) {
  return (
    <header class="appbar">
      <Brand screen={screen} />
      <div class="middle">{children}</div>
      <Account who={who} other={other} />
    </header>
  );
}
