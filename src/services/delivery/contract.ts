import type { MessagePlace, Post } from '../../core/job.ts';

/**
 * `shown`: the message says how the post stands. `later`: Discord or the network is in the way, ask again.
 * `unreachable`: no way leads to the member now; the next click on the message shows it.
 */
export type Delivery =
  | { readonly kind: 'shown' }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'unreachable' };

/** Brings posts to Discord. Edits of one message never overlap, and the last state wins. */
export interface Courier {
  /** How far a task is, 0 to 1, for the bar; may be called often, and shows it when the rates allow. */
  progress(postId: string, progress?: { readonly jobId: string; readonly done: number }): void;
  /** Shows the state as it is stored now. */
  deliver(postId: string): Promise<Delivery>;
  /** Puts the message right if it says something else than is stored. */
  check(postId: string): Promise<void>;
  /** Has a message of the bot drawn anew as it is, where the channel has room for one more edit: menus forget what was chosen. */
  redraw(at: MessagePlace, madeAt: number): Promise<void>;
  /** After a crash: did the member see the first reply? `unknown` when Discord cannot be asked. */
  wasAcknowledged(post: Post): Promise<{ readonly messageId: string } | 'no' | 'unknown'>;
  /** Lets edits in flight end and starts none. */
  stop(): Promise<void>;
}
