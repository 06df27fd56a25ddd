import { type Consent, type Credit, creditSchema } from '../core/consent.ts';
import type { HostList } from '../core/hosts.ts';
import type { Store } from '../services/store/contract.ts';
import type { Actor } from './actor.ts';
import type { EditConsent } from './edit-consent.ts';
import type { MessagePayload } from './interaction-payload.ts';
import { picturesIn, type SeenPicture } from './message-pictures.ts';
import { isOurs, ownPictures } from './own-pictures.ts';

/** What a message shows, whether this member may edit it, and whose it is where it is somebody else's. */
export interface ReadMessage {
  readonly consented: Consent;
  readonly pictures: readonly SeenPicture[];
  readonly credit?: Credit | undefined;
}

interface Parts {
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly linkHosts: HostList;
  readonly consent: EditConsent;
}

export const createReadMessage =
  ({ store, linkHosts, consent }: Parts) =>
  async (message: MessagePayload, actor: Actor): Promise<ReadMessage> => {
    const ours = await ownPictures(store, message, actor);
    if (ours) return { consented: await consent.ofJob(ours.job, actor), pictures: ours.pictures };
    if (isOurs(message, actor)) return { consented: { ok: false, why: 'own-only' }, pictures: [] };
    const authorId = message.author?.id;
    return {
      consented: await consent.ofAuthor(authorId, actor),
      pictures: picturesIn(message, linkHosts),
      credit: authorId === actor.ownerId ? undefined : creditOf(message, actor),
    };
  };

const creditOf = ({ id, author }: MessagePayload, { place: { guildId, channelId } }: Actor): Credit | undefined =>
  creditSchema.safeParse({ authorId: author?.id, guildId, channelId, messageId: id }).data;
