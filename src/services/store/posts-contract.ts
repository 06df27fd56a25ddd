import type { MessagePlace, Post, ShownPicture } from '../../core/job.ts';
import type { Plan } from '../../core/plan.ts';

/** A click counts once in three seconds: same member, message and button. */
export interface NewPost extends Omit<Post, 'shown' | 'copy' | 'shownVersion'> {
  readonly actionKey: string | null;
}

export interface Posts {
  insert(post: NewPost): Promise<void>;
  byId(id: string): Promise<Post | undefined>;
  byIds(ids: readonly string[]): Promise<readonly Post[]>;
  byInteraction(interactionId: string): Promise<Post | undefined>;
  byAction(actionKey: string, since: number): Promise<Post | undefined>;
  allByAction(actionKey: string): Promise<readonly Post[]>;
  actionKeyOf(id: string): Promise<string | undefined>;
  acknowledged(id: string, at: number, messageId: string | undefined): Promise<void>;
  /** A click brought a fresh token; the one before is kept for as long as it lives. */
  renewToken(id: string, token: string, expiresAt: number): Promise<void>;
  /** Tokens before the newest that still live, newest first. */
  earlierTokens(id: string, now: number): Promise<readonly string[]>;
  /** Those that have ended, of all posts. */
  dropTokens(now: number): Promise<void>;
  moved(id: string, messageId: string): Promise<void>;
  /** What Discord took. */
  show(id: string, shown: Showing): Promise<void>;
  /** Posts whose time to be compared with their jobs has come, the oldest first. */
  toCheck(before: number, limit: number, partitions?: readonly number[]): Promise<readonly string[]>;
  checkAt(id: string, at: number | null): Promise<void>;
  /** Whatever the message says, it is to be shown anew. */
  doubt(id: string, at: number): Promise<void>;
  /** True once for each post: whoever is told so tells its owner that it has ended. */
  takeEnd(id: string, now: number): Promise<boolean>;
  /** From now on its pictures are spoilers, and its message is to be shown anew. */
  cover(id: string, at: number): Promise<void>;
  plan(id: string, plan: Plan | undefined): Promise<void>;
}

/** What a message shows, and when somebody compares it with its jobs again; null when it says how they ended. */
export interface Showing {
  readonly pictures: readonly ShownPicture[];
  readonly copy: MessagePlace | undefined;
  readonly version: string;
  readonly checkAt: number | null;
}
