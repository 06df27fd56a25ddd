import { createHash } from 'node:crypto';
import type { Job, Post } from '../../core/job.ts';
import { isOpen, offersGet } from './token-only.ts';

/** What was shown is not what is to be shown, whatever that is. */
export const UNSURE = '';

const isHeld = ({ heldHost }: Job): boolean => heldHost !== undefined;

/** Of what a message must not miss; its bar and its place in line may lag behind. */
export function versionOf(post: Post, jobs: readonly Job[], now: number): string {
  const said = jobs.map((job) => {
    if (isOpen(job)) return isHeld(job) ? 'held' : 'open';
    const pictures = job.results.map(({ link, storedId, nsfw }) => [link ?? '', storedId !== undefined, nsfw === true]);
    return [job.phase === 'delivering' ? 'done' : job.phase, job.isLate, job.failure?.code ?? '', pictures];
  });
  const whole = JSON.stringify([offersGet(post, jobs, now), said, ...(post.plan ? [post.plan] : [])]);
  return createHash('sha256').update(whole).digest('base64url').slice(0, 16);
}

/** Whether the message says how its jobs stand; the first answer said that they had been taken on. */
export function agrees(post: Post, jobs: readonly Job[], now: number): boolean {
  if (post.shownVersion !== undefined) return post.shownVersion === versionOf(post, jobs, now);
  return jobs.every((job) => isOpen(job) && !isHeld(job)) && !offersGet(post, jobs, now);
}
