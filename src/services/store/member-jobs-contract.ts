import type { HeldJob } from './contract.ts';

/** One page of a list. */
export interface Window {
  readonly limit: number;
  readonly offset: number;
}

/** What a member looks up of his own, wherever it was asked for. */
export interface MemberJobs {
  /** In the order of the posts' ids, and in each as its message shows them. */
  byPosts(postIds: readonly string[]): Promise<readonly HeldJob[]>;
  /** Posts with a job that has not ended, newest first. */
  openPosts(ownerId: string, window: Window): Promise<readonly string[]>;
  countOpenPosts(ownerId: string): Promise<number>;
  /** Jobs that brought pictures, newest first. */
  pictured(ownerId: string, window: Window): Promise<readonly HeldJob[]>;
  countPictured(ownerId: string): Promise<number>;
  /** The first job of each of the last posts, newest first, however it ended. */
  recent(ownerId: string, limit: number): Promise<readonly HeldJob[]>;
}
