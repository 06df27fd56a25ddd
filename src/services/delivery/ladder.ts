import type { Clock } from '../../core/clock.ts';
import type { MessagePlace, Post } from '../../core/job.ts';
import type { Log } from '../log.ts';
import type { Delivery } from './contract.ts';
import type { DiscordApi, MessageBody, MessageFile, SentMessage } from './discord-api.ts';
import { retryAfterOf, troubleOf } from './discord-error.ts';
import type { ChannelQueue } from './pacing.ts';
import { channelRights, messageNonce } from './reach.ts';

/** A message for one way of sending it: sizes differ from way to way. */
interface Composed {
  readonly body: MessageBody;
  /** The same for a new message in the channel, which may notify its owner. */
  readonly newBody: MessageBody;
  readonly files: readonly MessageFile[];
}

export interface Size {
  readonly limit: number;
  /** Share of what one request may hold. */
  readonly scale: number;
  /** Where the message that is edited has its pictures already. */
  readonly keepsShown: boolean;
  /** Between the bot and the member alone. */
  readonly isDirect: boolean;
}

export type Compose = (size: Size) => Promise<Composed>;

interface Sent {
  readonly message: SentMessage;
  /** The message that shows it now, where it is not the one that the post began with. */
  readonly copy: MessagePlace | undefined;
  /** A message of its own notifies, an edit never does. */
  readonly isNew: boolean;
}

/** One way to the member. */
interface Way {
  readonly name: 'token' | 'copy' | 'edit' | 'message' | 'direct';
  readonly limit: number;
  readonly isInChannel: boolean;
  readonly isDirect?: boolean;
  readonly send: (compose: (keepsShown: boolean) => Promise<Composed>) => Promise<Sent>;
}

/** Where Discord does not say how large a file may be. */
export const SAFE_LIMIT = 8 * 1024 * 1024;

type Api = Pick<DiscordApi, 'editOriginal' | 'editMessage' | 'createMessage' | 'recentMessages' | 'openDirectChannel'>;

export function createWays(api: Api, turn: ChannelQueue) {
  /** Put together before its turn, so that nothing comes between the two; once more if a file was removed meanwhile. */
  async function inTurn(channelId: string, madeAt: number, compose: () => Promise<Composed>): Promise<Composed> {
    const composed = await compose();
    await turn(channelId, madeAt);
    return (await areThere(composed)) ? composed : compose();
  }

  async function edit(at: MessagePlace, madeAt: number, compose: () => Promise<Composed>): Promise<SentMessage> {
    const { body, files } = await inTurn(at.channelId, madeAt, compose);
    return api.editMessage(at, body, files);
  }

  /** One that was sent before we could write it down is ours, and no second one is made. */
  async function earlier(channelId: string, nonce: string, { applicationId, messageId }: Post, jobId: string) {
    try {
      const messages = await api.recentMessages(channelId);
      return messages.find(({ id, author, components, ...message }) => {
        const isOnIt = author?.id === applicationId && JSON.stringify(components ?? '').includes(`:${jobId}:`);
        return id !== messageId && (message.nonce === nonce || isOnIt);
      });
    } catch (error) {
      // without the right to read back, Discord's own look at the nonce must do
      if (troubleOf(error) !== 'no-access') throw error;
      return undefined;
    }
  }

  async function create(channelId: string, post: Post, jobId: string, compose: () => Promise<Composed>): Promise<Sent> {
    const nonce = messageNonce(jobId);
    const known = await earlier(channelId, nonce, post, jobId);
    if (known) return { message: known, copy: { channelId, messageId: known.id }, isNew: true };
    const { newBody, files } = await inTurn(channelId, Number.POSITIVE_INFINITY, compose);
    const message = await api.createMessage(channelId, nonce, newBody, files);
    return { message, copy: { channelId, messageId: message.id }, isNew: true };
  }

  return {
    byToken: (post: Post, token: string): Way => ({
      name: 'token',
      limit: post.place.attachmentLimit,
      isInChannel: false,
      async send(compose) {
        const { body, files } = await compose(post.copy === undefined);
        const message = await api.editOriginal({ applicationId: post.applicationId, token }, body, files);
        return { message, copy: undefined, isNew: false };
      },
    }),

    byCopy: ({ copy, createdAt, place }: Post): Way[] =>
      copy === undefined
        ? []
        : [
            {
              name: 'copy',
              limit: SAFE_LIMIT,
              isInChannel: false,
              isDirect: copy.channelId !== place.channelId,
              send: async (compose) => ({
                message: await edit(copy, createdAt, () => compose(true)),
                copy,
                isNew: false,
              }),
            },
          ],

    byOwnEdit(post: Post): Way[] {
      const { messageId, createdAt, place } = post;
      if (messageId === undefined || !channelRights(post).mayEdit) return [];
      const send: Way['send'] = async (compose) => {
        const at = { channelId: place.channelId, messageId };
        const message = await edit(at, createdAt, () => compose(post.copy === undefined));
        return { message, copy: undefined, isNew: false };
      };
      return [{ name: 'edit', limit: SAFE_LIMIT, isInChannel: true, send }];
    },

    byNewMessage(post: Post, jobId: string): Way[] {
      if (!channelRights(post).mayWrite) return [];
      const send: Way['send'] = (compose) => create(post.place.channelId, post, jobId, () => compose(false));
      return [{ name: 'message', limit: SAFE_LIMIT, isInChannel: true, send }];
    },

    byDirectMessage: (post: Post, jobId: string): Way => ({
      name: 'direct',
      limit: SAFE_LIMIT,
      isInChannel: false,
      isDirect: true,
      send: async (compose) =>
        create(await api.openDirectChannel(post.ownerId), post, jobId, async () => {
          const { body, files } = await compose(false);
          return { body, newBody: body, files };
        }),
    }),
  };
}

/** A file is read only while it is sent, and Node does not tell whoever sends it that it has gone. */
function areThere({ files }: Composed): Promise<boolean> {
  const firstBytes = files.map(({ blob }) => blob.slice(0, 1).arrayBuffer());
  return Promise.all(firstBytes).then(
    () => true,
    () => false,
  );
}

type Climbed = ({ readonly kind: 'sent' } & Sent) | Exclude<Delivery, { kind: 'shown' }>;

interface LadderParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly turn: ChannelQueue;
}

interface Wanted {
  /** Which jobs there are to see, and whether one has pictures. */
  readonly jobId: string;
  readonly hasPictures: boolean;
  readonly earlierTokens: readonly string[];
}

/** Shares of the limit that are tried; with none at all the pictures are linked. */
const SMALLER = [1, 0.4, 0.1, 0];
const LATER_MS = 3000;

/** The first way that works: tokens while they live, the bot itself in the channel, a direct message. */
export function createLadder({ api, clock, log, turn }: LadderParts) {
  const ways = createWays(api, turn);

  function waysFor(post: Post, { jobId, hasPictures, earlierTokens }: Wanted): Way[] {
    const tokens = [...(clock.now() < post.tokenExpiresAt ? [post.token] : []), ...earlierTokens];
    const isNews = hasPictures && post.shown.length === 0 && post.copy === undefined;
    return [
      ...tokens.map((token) => ways.byToken(post, token)),
      ...ways.byCopy(post),
      ...ways.byOwnEdit(post),
      ...(isNews ? [...ways.byNewMessage(post, jobId), ways.byDirectMessage(post, jobId)] : []),
    ];
  }

  async function smaller(way: Way, compose: Compose, keepsShown: boolean): Promise<Sent> {
    const { limit, isDirect = false } = way;
    for (const scale of SMALLER) {
      try {
        return await way.send((isKept) => compose({ limit, scale, isDirect, keepsShown: keepsShown && isKept }));
      } catch (error) {
        if (troubleOf(error) !== 'too-large' || scale === 0) throw error;
        log.warn({ scale }, 'message too large for Discord: trying smaller previews');
      }
    }
    throw new Error('No size was tried');
  }

  /** Pictures that the message no longer has are sent anew. */
  async function tryWay(way: Way, compose: Compose, hasShown: boolean): Promise<Sent> {
    try {
      return await smaller(way, compose, true);
    } catch (error) {
      if (!hasShown || troubleOf(error) !== 'rejected') throw error;
      return smaller(way, compose, false);
    }
  }

  return async function climb(post: Post, wanted: Wanted, compose: Compose): Promise<Climbed> {
    let isDeleted = false;
    for (const way of waysFor(post, wanted)) {
      // what somebody took out of the channel is not put there again
      if (way.isInChannel && isDeleted) continue;
      try {
        return { kind: 'sent', ...(await tryWay(way, compose, post.shown.length > 0)) };
      } catch (error) {
        const trouble = troubleOf(error);
        log.warn({ err: error, post: post.id, way: way.name, trouble }, 'message not shown this way');
        if (trouble === 'later') return { kind: 'later', afterMs: Math.max(LATER_MS, retryAfterOf(error) ?? 0) };
        if (trouble === 'message-gone' && way.name !== 'copy') isDeleted = true;
      }
    }
    return { kind: 'unreachable' };
  };
}
