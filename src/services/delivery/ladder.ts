import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import type { Log } from '../logging/create-log.ts';
import type { ChannelTurn } from './channel-turns.ts';
import type { Delivery } from './contract.ts';
import type { DiscordApi } from './discord-api.ts';
import { retryAfterOf, troubleOf } from './discord-error.ts';
import { type Compose, createRungs, type Rung, type Sent } from './rungs.ts';

export type Climbed = ({ readonly kind: 'sent' } & Sent) | Exclude<Delivery, { kind: 'shown' }>;

interface LadderParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly turn: ChannelTurn;
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
  const rungs = createRungs(api, turn);

  function rungsFor(post: Post, { jobId, hasPictures, earlierTokens }: Wanted): Rung[] {
    const tokens = [...(clock.now() < post.tokenExpiresAt ? [post.token] : []), ...earlierTokens];
    const isNews = hasPictures && post.shown.length === 0 && post.copy === undefined;
    return [
      ...tokens.map((token) => rungs.byToken(post, token)),
      ...rungs.byCopy(post),
      ...rungs.byOwnEdit(post),
      ...(isNews ? [...rungs.byNewMessage(post, jobId), rungs.byDirectMessage(post, jobId)] : []),
    ];
  }

  async function smaller(rung: Rung, compose: Compose, keepsShown: boolean): Promise<Sent> {
    const { limit, isDirect = false } = rung;
    for (const scale of SMALLER) {
      try {
        return await rung.send((isKept) => compose({ limit, scale, isDirect, keepsShown: keepsShown && isKept }));
      } catch (error) {
        if (troubleOf(error) !== 'too-large' || scale === 0) throw error;
        log.warn({ scale }, 'message too large for Discord: trying smaller previews');
      }
    }
    throw new Error('No size was tried');
  }

  /** Pictures that the message no longer has are sent anew. */
  async function tryRung(rung: Rung, compose: Compose, hasShown: boolean): Promise<Sent> {
    try {
      return await smaller(rung, compose, true);
    } catch (error) {
      if (!hasShown || troubleOf(error) !== 'rejected') throw error;
      return smaller(rung, compose, false);
    }
  }

  return async function climb(post: Post, wanted: Wanted, compose: Compose): Promise<Climbed> {
    let isDeleted = false;
    for (const rung of rungsFor(post, wanted)) {
      // what somebody took out of the channel is not put there again
      if (rung.isInChannel && isDeleted) continue;
      try {
        return { kind: 'sent', ...(await tryRung(rung, compose, post.shown.length > 0)) };
      } catch (error) {
        const trouble = troubleOf(error);
        log.warn({ err: error, post: post.id, way: rung.name, trouble }, 'message not shown this way');
        if (trouble === 'later') return { kind: 'later', afterMs: Math.max(LATER_MS, retryAfterOf(error) ?? 0) };
        if (trouble === 'message-gone' && rung.name !== 'copy') isDeleted = true;
      }
    }
    return { kind: 'unreachable' };
  };
}
