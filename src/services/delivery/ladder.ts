import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import type { Log } from '../logging/create-log.ts';
import type { Delivery } from './contract.ts';
import type { DiscordApi, MessageBody, MessageFile, SentMessage } from './discord-api.ts';
import { retryAfterOf, troubleOf } from './discord-error.ts';

/** A message for one way of sending it: sizes differ from way to way. */
export interface Composed {
  readonly body: MessageBody;
  readonly files: readonly MessageFile[];
}

/** Makes the message for a file limit; `keepsShown` where the message that is edited has its pictures already. */
export type Compose = (fileLimit: number, keepsShown: boolean) => Promise<Composed>;

export type Climbed = { readonly kind: 'sent'; readonly message: SentMessage } | Exclude<Delivery, { kind: 'shown' }>;

interface LadderParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly log: Log;
}

type Rung = (compose: Compose) => Promise<SentMessage>;

const SAFE_LIMIT = 8 * 1024 * 1024;
const SMALLER = [1, 0.4, 0.1];
const LATER_MS = 3000;

/** By the interaction's token while it lives, then as the bot in the channel, then as a direct message. */
export function createLadder({ api, clock, log }: LadderParts) {
  const isTokenAlive = (post: Post) => clock.now() < post.tokenExpiresAt;

  const byToken =
    ({ applicationId, token }: Post, limit: number): Rung =>
    async (compose) => {
      const { body, files } = await compose(limit, true);
      return api.editOriginal({ applicationId, token }, body, files);
    };

  const byChannel =
    ({ place: { channelId } }: Post, messageId: string): Rung =>
    async (compose) => {
      const { body, files } = await compose(SAFE_LIMIT, true);
      return api.editMessage({ channelId, messageId }, body, files);
    };

  const byDirectMessage =
    ({ id, ownerId }: Post): Rung =>
    async (compose) => {
      const channelId = await api.openDirectChannel(ownerId);
      const nonce = id.slice(0, 25);
      const sent = (await api.recentMessages(channelId)).find((message) => message.nonce === nonce);
      if (sent) return sent;
      const { body, files } = await compose(SAFE_LIMIT, false);
      return api.createMessage(channelId, nonce, body, files);
    };

  function rungsOf(post: Post, hasPictures: boolean): Rung[] {
    const rungs: Rung[] = [];
    if (isTokenAlive(post)) rungs.push(byToken(post, post.place.attachmentLimit));
    const mayEditAsBot = !post.isPrivate && (post.place.isBotPresent || post.place.context === 'bot-dm');
    if (mayEditAsBot && post.messageId) rungs.push(byChannel(post, post.messageId));
    const isNewToTheMember = hasPictures && post.shown.length === 0;
    if (isNewToTheMember) rungs.push(byDirectMessage(post));
    return rungs;
  }

  async function tryRung(rung: Rung, compose: Compose): Promise<SentMessage> {
    for (const share of SMALLER) {
      try {
        return await rung((limit, keepsShown) => compose(Math.floor(limit * share), keepsShown));
      } catch (error) {
        if (troubleOf(error) !== 'too-large' || share === SMALLER.at(-1)) throw error;
        log.warn({ share }, 'message too large for Discord: trying smaller previews');
      }
    }
    throw new Error('No size was tried');
  }

  return async function climb(post: Post, hasPictures: boolean, compose: Compose): Promise<Climbed> {
    for (const rung of rungsOf(post, hasPictures)) {
      try {
        return { kind: 'sent', message: await tryRung(rung, compose) };
      } catch (error) {
        const trouble = troubleOf(error);
        log.warn({ err: error, post: post.id, trouble }, 'message not shown this way');
        if (trouble === 'later') return { kind: 'later', afterMs: Math.max(LATER_MS, retryAfterOf(error) ?? 0) };
      }
    }
    return { kind: 'unreachable' };
  };
}
