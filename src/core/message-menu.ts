import type { Localized } from './language.ts';

/** An entry of the menu that opens on a message (right click, Apps), as data. */
export interface MessageMenu {
  readonly name: Localized;
  readonly does: MenuDeed;
  /** Whom Discord shows it to, in servers only. Who may really use it is looked at again when it is used. */
  readonly audience?: 'moderators';
}

export type MenuDeed =
  | { readonly kind: 'make'; readonly operation: string; readonly asks?: 'prompt' }
  /** What is known of the pictures of the message. */
  | { readonly kind: 'details' }
  /** What moderators may know of it, and do about it. */
  | { readonly kind: 'record' };
