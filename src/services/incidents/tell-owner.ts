import { createHash } from 'node:crypto';
import type { Sign, Stage, Trouble } from '../../core/incident.ts';
import type { Language } from '../../core/language.ts';
import type { DiscordApi, MessageBody } from '../delivery/discord-api.ts';
import { troubleOf } from '../delivery/discord-error.ts';
import type { Log } from '../logging/create-log.ts';
import type { Store } from '../store/contract.ts';

/** `refused`: no other try will bring it. */
export type TellOwner = (sign: Sign, stage: Stage, at: number) => Promise<'told' | 'later' | 'refused'>;

interface TellOwnerParts {
  readonly api: Pick<DiscordApi, 'ownerId' | 'openDirectChannel' | 'createMessage'>;
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly log: Log;
  readonly render: (trouble: Trouble, stage: Stage, language: Language) => MessageBody;
}

/** Writes to whoever the application belongs to. */
export function createTellOwner({ api, store, log, render }: TellOwnerParts): TellOwner {
  let ownerId: string | undefined;
  let isRefusalLogged = false;

  /** In which the owner used the bot last, if ever. */
  async function languageOf(owner: string): Promise<Language> {
    const [job] = await store.jobs.recent(owner, 1);
    const post = job && (await store.posts.byId(job.postId));
    return post?.place.language ?? 'en';
  }

  async function send({ key, trouble }: Sign, stage: Stage, at: number): Promise<void> {
    ownerId ??= await api.ownerId();
    // while the database is away, nobody knows
    const language = trouble.kind === 'database' ? 'en' : await languageOf(ownerId);
    const channelId = await api.openDirectChannel(ownerId);
    await api.createMessage(channelId, nonceOf(key, stage, at), render(trouble, stage, language), []);
  }

  return async (sign, stage, at) => {
    try {
      await send(sign, stage, at);
      return 'told';
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === 'later') {
        log.warn({ err: error, incident: sign.key }, 'operator not told yet');
        return 'later';
      }
      if (!isRefusalLogged) log.error({ err: error, incident: sign.key, trouble }, 'operator takes no direct messages');
      isRefusalLogged = true;
      return 'refused';
    }
  };
}

/** Discord makes one message of several processes' that carry the same. */
const nonceOf = (key: string, stage: Stage, at: number): string =>
  createHash('sha256').update(`${key} ${stage} ${at}`).digest('hex').slice(0, 24);
