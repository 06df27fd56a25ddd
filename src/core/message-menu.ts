import type { Localized } from './language.ts';

/** An entry of the menu that opens on a message (right click, Apps), as data. */
export interface MessageMenu {
  readonly name: Localized;
  readonly does: MenuDeed;
}

export type MenuDeed =
  | { readonly kind: 'make'; readonly operation: string; readonly asks?: 'prompt' }
  /** What is known of the pictures of the message. */
  | { readonly kind: 'details' };
