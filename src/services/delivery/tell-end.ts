import { isReady } from '../../core/card.ts';
import type { Clock } from '../../core/clock.ts';
import type { Job, Post } from '../../core/job.ts';
import type { Language } from '../../core/language.ts';
import { type PingWish, parsePingWish } from '../../core/settings.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/contract.ts';
import type { DiscordApi, MessageBody } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';
import type { ChannelQueue } from './pacing.ts';
import { channelRights, endNonce, isOpen } from './reach.ts';

export interface PingWishes {
  /** `long` for those who never said. */
  of(userId: string): Promise<PingWish>;
  set(userId: string, wish: PingWish): Promise<void>;
}

interface Documents {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
}

const keyOf = (userId: string) => `ping:${userId}`;

export function createPingWishes(documents: Documents): PingWishes {
  return {
    of: async (userId) => parsePingWish(await documents.get(keyOf(userId))) ?? 'long',
    set: async (userId, wish) => void (await documents.set(keyOf(userId), wish)),
  };
}

export interface TellEndParts {
  readonly api: Pick<DiscordApi, 'followUp' | 'createMessage'>;
  readonly store: Pick<Store, 'posts'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly turn: ChannelQueue;
  readonly wishes: PingWishes;
  readonly renderEnd: (ownerId: string, hasPictures: boolean, language: Language) => MessageBody;
}

/** Whoever waited longer than this has turned to something else. */
const LONG_MS = 30_000;

/** An edit notifies nobody: after a long job its owner is called once, where they asked, and nobody else is. */
export function createTellEnd({ api, store, clock, log, turn, wishes, renderEnd }: TellEndParts) {
  async function isWanted(post: Post, jobs: readonly Job[]): Promise<boolean> {
    const isOver = !jobs.some(isOpen) && jobs.some(({ phase }) => phase !== 'cancelled');
    if (post.isPrivate || !isOver) return false;
    const wish = await wishes.of(post.ownerId);
    return wish === 'always' || (wish === 'long' && clock.now() - post.createdAt > LONG_MS);
  }

  async function call(post: Post, jobs: readonly Job[]): Promise<void> {
    const { ownerId, place, messageId, applicationId, token } = post;
    const text = renderEnd(ownerId, jobs.some(isReady), place.publicLanguage);
    const body = { ...text, allowed_mentions: mentioning(ownerId) };
    if (clock.now() < post.tokenExpiresAt) return void (await api.followUp({ applicationId, token }, body, []));
    const jobId = jobs[0]?.id;
    if (!jobId || !messageId || !channelRights(post).mayWrite) return;
    const reply = { ...body, message_reference: { message_id: messageId, fail_if_not_exists: false } };
    await turn(place.channelId, clock.now());
    await api.createMessage(place.channelId, endNonce(jobId), reply, []);
  }

  return {
    isWanted,
    /** After the message said how it ended; a message that notifies by itself is call enough. */
    async tell(post: Post, jobs: readonly Job[], isDue: boolean): Promise<void> {
      if (jobs.some(isOpen)) return;
      // written down first: a call that was lost in a crash is better than two
      if (!(await store.posts.takeEnd(post.id, clock.now())) || !isDue) return;
      await call(post, jobs).catch((error: unknown) => {
        log.info({ post: post.id, trouble: troubleOf(error) }, 'owner not called');
      });
    },
  };
}

export const mentioning = (userId: string) => ({ parse: [], users: [userId] });
