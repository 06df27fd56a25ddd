import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import { channelRights } from './channel-rights.ts';
import type { DiscordApi, SentMessage } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';

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
