import { cardOf, isReady, resultsOf } from '../../core/card.ts';
import type { Catalog, Quotes } from '../../core/operation.ts';
import { PictureError } from '../../core/picture.ts';
import type { ParentOf } from '../../services/delivery/card.ts';
import type { DiscordApi } from '../../services/delivery/discord-api.ts';
import { troubleOf } from '../../services/delivery/discord-error.ts';
import { FileStoreError, type Spool } from '../../services/files/contract.ts';
import type { Share, Shared } from '../../services/jobs/share.ts';
import type { Log } from '../../services/log.ts';
import { renderCard } from '../../views/card.ts';
import type { MessageBody } from '../../views/message-body.ts';
import { renderConsentRefusal, renderDenial } from '../../views/refusals.ts';
import { type EditConsent, placeIn, type SettingsOf } from '../orders/consent.ts';
import { type Click, type ClickHandler, isInTheWorks, say } from './click.ts';

interface ShareParts {
  readonly discord: Pick<DiscordApi, 'getOriginal'>;
  readonly share: Share;
  readonly log: Log;
  readonly spool: Pick<Spool, 'isFull'>;
  readonly parentOf: ParentOf;
  readonly settingsOf: SettingsOf;
  readonly consent: EditConsent;
  readonly catalog: Pick<Catalog, 'known' | 'shown'>;
  readonly quotes: Pick<Quotes, 'of'>;
}

/** A private result for everybody in the channel, as a message of its own; the private one stays. */
export function createShareResult(parts: ShareParts): ClickHandler {
  const { discord, share, log, spool, parentOf, settingsOf, consent, catalog, quotes } = parts;

  async function cardBody({ job }: Click, { post, jobs }: Shared): Promise<MessageBody | undefined> {
    const known = catalog.shown(job.operation);
    const facts = { ahead: undefined, left: undefined, progress: undefined, expectedAt: undefined, quotes };
    const parent = await parentOf(jobs[0]);
    const card = known && cardOf({ post, jobs, operation: known, parent, ...facts, media: () => undefined });
    return card && renderCard(card, post.place.publicLanguage);
  }

  /** Discord may have taken it although we were not told. */
  async function find({ actor: { applicationId, token } }: Click, shared: Shared, error: unknown) {
    const isInDoubt = troubleOf(error) === 'later';
    const message = isInDoubt ? await discord.getOriginal(applicationId, token).catch(() => undefined) : undefined;
    if (message) return message;
    await share.missed(shared);
    throw error;
  }

  async function post(click: Click, shared: Shared): Promise<void> {
    const body = await cardBody(click, shared);
    const message = await (body && click.reply.show(body, false))?.catch((error: unknown) =>
      find(click, shared, error),
    );
    await share.seen(shared, message?.id).catch((error: unknown) =>
      // it is there: its pictures follow when the jobs are found by their rows
      log.warn({ err: error, post: shared.post.id }, 'shared message not written down yet'),
    );
  }

  /** What was made elsewhere is covered as is usual where it is shown now. */
  async function begin({ actor, post: original, jobs }: Click): Promise<Shared | undefined> {
    const settings = await settingsOf(actor);
    const isSpoiler = original.isSpoiler || (original.scope !== actor.scope && settings.spoiler);
    const sharer = { ...actor, place: placeIn(actor.place, settings) };
    return share.begin({ ...original, isSpoiler }, jobs.filter(isReady), sharer);
  }

  return async function shareResult(click) {
    const { actor, reply, post: original, jobs, isOwner } = click;
    if (!isOwner) return say(click, { kind: 'not-yours' });
    if (!original.isPrivate) return say(click, { kind: 'public-already' });
    if (!jobs.some(isReady)) return say(click, { kind: isInTheWorks(click) ? 'not-ready' : 'job-missing' });
    if (resultsOf(jobs).some(({ picture }) => picture.isExpired)) return say(click, { kind: 'expired' });
    if (!catalog.known(click.job.operation)) return say(click, { kind: 'unknown-command' });
    const consented = await consent.ofJob(click.job, actor);
    if (!consented.ok) return void (await reply.show(renderConsentRefusal(consented.why, actor.place.language), true));
    if (await share.isShared(original)) return say(click, { kind: 'shared-already' });
    if (await spool.isFull()) {
      return void (await reply.show(renderDenial({ code: 'spool-full' }, actor.place.language), true));
    }
    try {
      const shared = await begin(click);
      return shared ? post(click, shared) : say(click, { kind: 'shared-already' });
    } catch (error) {
      if (error instanceof FileStoreError) return say(click, { kind: 'fetch-later' });
      if (!(error instanceof PictureError)) throw error;
      return say(click, { kind: 'job-missing' });
    }
  };
}
