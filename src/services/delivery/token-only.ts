import { isEnded, type Job, type Post } from '../../core/job.ts';
import { isReady } from './card-of.ts';

/** Well before a token of a quarter of an hour ends. */
export const GET_AFTER_MS = 12 * 60_000;

/** Nobody but the interaction's token reaches such a message: the bot itself has no right to it. */
export const isTokenOnly = ({ isPrivate, place }: Post): boolean =>
  isPrivate || !(place.isBotPresent || place.context === 'bot-dm');

export const isOpen = (job: Job): boolean => !isEnded(job.phase) && !isReady(job);

/** A press brings a fresh token, and with it what there is. */
export const offersGet = (post: Post, jobs: readonly Job[], now: number): boolean =>
  isTokenOnly(post) && now >= post.createdAt + GET_AFTER_MS && jobs.some(isOpen);
