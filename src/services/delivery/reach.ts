import { PermissionFlagsBits } from 'discord-api-types/v10';
import { isReady } from '../../core/card.ts';
import type { Clock } from '../../core/clock.ts';
import { isEnded, type Job, type Post } from '../../core/job.ts';
import { allows, missingToWrite } from '../../core/permissions.ts';
import type { DiscordApi, SentMessage } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';

/** What the bot itself may do where a post stands, as the interaction told it: no cache knows channels it cannot see. */
export function channelRights({ isPrivate, place }: Pick<Post, 'isPrivate' | 'place'>): {
  readonly mayEdit: boolean;
  readonly mayWrite: boolean;
} {
  if (isPrivate) return { mayEdit: false, mayWrite: false };
  if (place.context === 'bot-dm') return { mayEdit: true, mayWrite: true };
  const has = (bit: bigint) => allows(place.appPermissions, bit);
  const mayEdit = place.isBotPresent && has(PermissionFlagsBits.ViewChannel);
  const isMute = missingToWrite(place.appPermissions, place.isThread === true).length > 0;
  return { mayEdit, mayWrite: mayEdit && !isMute && has(PermissionFlagsBits.AttachFiles) };
}

/** Discord takes 25 characters; the first of a job's 26 is the same for a thousand years. */
export const messageNonce = (jobId: string): string => jobId.slice(1);

/** Of the short message that says that a job has ended. */
export const endNonce = (jobId: string): string => `E${jobId.slice(2)}`;

/** Well before a token of a quarter of an hour ends. */
export const GET_AFTER_MS = 12 * 60_000;

/** Nobody but the interaction's token reaches such a message: the bot itself has no right to it. */
export const isTokenOnly = ({ isPrivate, place }: Post): boolean =>
  isPrivate || !(place.isBotPresent || place.context === 'bot-dm');

export const isOpen = (job: Job): boolean => !isEnded(job.phase) && !isReady(job);

/** A press brings a fresh token, and with it what there is. */
export const offersGet = (post: Post, jobs: readonly Job[], now: number): boolean =>
  isTokenOnly(post) && now >= post.createdAt + GET_AFTER_MS && jobs.some(isOpen);

/** Whether a message has pictures in Discord, whatever is on record of it; no where it cannot be looked at. */
export type ShowsPictures = (post: Post) => Promise<boolean>;

interface Parts {
  readonly api: Pick<DiscordApi, 'getOriginal' | 'getMessage'>;
  readonly clock: Clock;
}

export function createShowsPictures({ api, clock }: Parts): ShowsPictures {
  async function read(post: Post): Promise<SentMessage | undefined> {
    const { applicationId, token, tokenExpiresAt, messageId, place } = post;
    if (clock.now() < tokenExpiresAt) return api.getOriginal(applicationId, token);
    if (messageId === undefined || !channelRights(post).mayEdit) return undefined;
    return api.getMessage({ channelId: place.channelId, messageId });
  }

  return async (post) => {
    const message = await read(post).catch((error: unknown) => {
      if (troubleOf(error) === 'later') throw error;
      return undefined;
    });
    return (message?.attachments.length ?? 0) > 0;
  };
}
