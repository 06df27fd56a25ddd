import { isReady } from '../../core/card.ts';
import type { Case, CaseState } from '../../core/cases.ts';
import type { Clock } from '../../core/clock.ts';
import { isErased, messageLink, promptOf } from '../../core/job.ts';
import type { Language } from '../../core/language.ts';
import type { Catalog } from '../../core/operation.ts';
import type { PicturesOfPage } from '../delivery/attachments.ts';
import type { DiscordApi, MessageBody, MessageFile, SentMessage } from '../delivery/discord-api.ts';
import { retryAfterOf, troubleOf } from '../delivery/discord-error.ts';
import { messageNonce } from '../delivery/reach.ts';
import { createRounds, ownedPartitions, type Rounds } from '../rounds.ts';
import { readServerSettings } from '../settings.ts';
import type { Store } from '../store/contract.ts';
import { createTellOfWaiting, createTellReporters, type TellReportersParts, type WaitingParts } from './tell.ts';

interface ReadCaseParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly picturesOfPage: PicturesOfPage;
  readonly catalog: Pick<Catalog, 'known'>;
}

interface ReadCase {
  readonly state: CaseState;
  readonly files: readonly MessageFile[];
}

const MOST_REASONS = 3;
const MOST_MODERATIONS = 8;
/** It is there to be recognised. */
const PREVIEW_BYTES = 512 * 1024;

/** What the message of a case shows, as it is on record now. */
function createReadCase({ store, clock, picturesOfPage, catalog }: ReadCaseParts) {
  return async function readCase(known: Case): Promise<ReadCase> {
    const { id, jobId, ownerId, openedAt, closed } = known;
    const [job, post, jobs, reports, moderations, block] = await Promise.all([
      store.jobs.byId(jobId),
      store.posts.byId(known.postId),
      store.jobs.byPost(known.postId),
      store.cases.reports(id, MOST_REASONS),
      store.moderations.ofCase(id, MOST_MODERATIONS),
      store.limits.block(known.scope, ownerId, clock.now()),
    ]);
    const made = job && catalog.known(job.operation);
    const name = job?.operation ?? '';
    const ready = jobs.filter(isReady);
    // whether the log channel is marked as NSFW is not known here, and unknown means that it is not
    const { files, media } = await picturesOfPage(ready, ({ nsfw }) => nsfw !== true, PREVIEW_BYTES);
    const pictures = ready.flatMap((each) =>
      each.results.map((_, index) => {
        const url = media(each, index);
        return { file: url === undefined ? undefined : { url, isSpoiler: true } };
      }),
    );
    const isGone = jobs.every(isErased);
    const state: CaseState = {
      id,
      jobId,
      ownerId,
      title: made?.title ?? { en: name, vi: name },
      prompt: job && promptOf(job),
      altText: job && made && !isGone ? made.altText(job.input) : { en: '', vi: '' },
      link: post && !isGone ? messageLink(post) : undefined,
      at: post?.createdAt ?? openedAt,
      pictures,
      flagged: ready.flatMap(({ results }) => results).filter(({ nsfw }) => nsfw === true).length,
      reports,
      moderations,
      closed,
      isSuspended: block !== undefined,
      isErased: isGone,
    };
    return { state, files };
  };
}

interface CaseMessageParts extends ReadCaseParts {
  readonly api: DiscordApi;
  readonly render: (state: CaseState, language: Language) => MessageBody;
}

/** The one message of a case in the log channel. */
function createCaseMessage({ api, render, ...parts }: CaseMessageParts) {
  const read = createReadCase(parts);

  async function compose(known: Case, language: Language) {
    const { state, files } = await read(known);
    return { body: { ...render(state, language), attachments: files.map(named) }, files };
  }

  /** One that was sent before we could write it down is ours, and no second one is made. */
  async function earlier(channelId: string, { id, applicationId }: Case): Promise<SentMessage | undefined> {
    try {
      const messages = await api.recentMessages(channelId);
      return messages.find(
        ({ author, components }) =>
          author?.id === applicationId && JSON.stringify(components ?? '').includes(`:${id}:`),
      );
    } catch (error) {
      // without the right to read back, Discord's own look at the nonce must do
      if (troubleOf(error) !== 'no-access') throw error;
      return undefined;
    }
  }

  return {
    /** `isOld`: it was there already, and says what it said then. */
    async post(known: Case, channelId: string, language: Language) {
      const found = await earlier(channelId, known);
      if (found) return { messageId: found.id, isOld: true };
      const { body, files } = await compose(known, language);
      const { id } = await api.createMessage(channelId, messageNonce(known.id), body, files);
      return { messageId: id, isOld: false };
    },
    async edit(known: Case, at: NonNullable<Case['message']>, language: Language): Promise<void> {
      const { body, files } = await compose(known, language);
      await api.editMessage(at, body, files);
    },
  };
}

const named = ({ name }: MessageFile, id: number) => ({ id, filename: name });

/** Keeps the messages of cases as the cases are. */
export type CaseKeeper = Rounds;

interface CaseKeeperParts extends CaseMessageParts, Omit<WaitingParts, 'api'>, Omit<TellReportersParts, 'api'> {
  readonly ownsPartition: (partition: number) => boolean;
}

const BATCH = 100;
/** Until then somebody may have said where cases go. */
const UNSET_MS = 60_000;
/** Refusals count against everybody behind this address. */
const CLOSED_MS = 600_000;
const LATER_MS = 5000;
const UNREACHABLE_MS = 3_600_000;
const BROKEN_MS = 300_000;

type Settings = Awaited<ReturnType<typeof readServerSettings>>;

export function createCaseKeeper(parts: CaseKeeperParts): CaseKeeper {
  const { store, clock, log, ownsPartition } = parts;
  const { post, edit } = createCaseMessage(parts);
  const waiting = createTellOfWaiting(parts);
  const tellReporters = createTellReporters(parts);
  const { cases } = store;

  /** True where the whole server has to wait. */
  async function announce(known: Case, { logChannel, language = known.language }: Settings): Promise<boolean> {
    if (logChannel === undefined) return leaveWaiting(known, UNSET_MS, language);
    try {
      const { messageId, isOld } = await post(known, logChannel, language);
      await cases.shown(known.id, isOld ? 0 : known.version, { channelId: logChannel, messageId }, clock.now());
      await waiting.isOver(known.scope);
      return false;
    } catch (error) {
      const trouble = troubleOf(error);
      log.warn({ err: error, case: known.id, trouble }, 'case not posted');
      if (trouble !== 'later') return leaveWaiting(known, CLOSED_MS, language);
      await later(known, error);
      return false;
    }
  }

  /** Put off first: whoever names a channel in the meantime has it looked at again. */
  async function leaveWaiting({ scope }: Case, ms: number, language: Language): Promise<boolean> {
    await cases.postpone(scope, clock.now() + ms);
    await waiting.tell(scope, language);
    return true;
  }

  async function update(known: Case, at: NonNullable<Case['message']>, settings: Settings): Promise<void> {
    try {
      await edit(known, at, settings.language ?? known.language);
      await cases.shown(known.id, known.version, at, clock.now());
    } catch (error) {
      const trouble = troubleOf(error);
      log.warn({ err: error, case: known.id, trouble }, 'case not brought up to date');
      if (trouble === 'later') return later(known, error);
      // what somebody took out of the channel is not put there again
      if (trouble !== 'no-access' && trouble !== 'closed') return cases.checkAt(known.id, null);
      const isElsewhere = settings.logChannel !== undefined && settings.logChannel !== at.channelId;
      if (isElsewhere && !known.closed) return cases.lost(known.id, clock.now());
      await cases.checkAt(known.id, clock.now() + UNREACHABLE_MS);
    }
  }

  const later = (known: Case, error: unknown): Promise<void> =>
    cases.checkAt(known.id, clock.now() + Math.max(LATER_MS, retryAfterOf(error) ?? 0));

  async function keep(known: Case): Promise<boolean> {
    try {
      const settings = await readServerSettings(store, known.scope);
      if (known.message) await update(known, known.message, settings);
      // nobody needs to be told of what is settled
      else if (known.closed) await cases.checkAt(known.id, null);
      else return await announce(known, settings);
    } catch (error) {
      log.error({ err: error, case: known.id }, 'case not kept');
      await cases.checkAt(known.id, clock.now() + BROKEN_MS);
    }
    return false;
  }

  async function look(isRunning: () => boolean): Promise<boolean> {
    const owned = ownedPartitions(ownsPartition);
    if (owned?.length === 0) return false;
    const due = await cases.toCheck(clock.now(), BATCH, owned);
    const waiting = new Set<string>();
    for (const known of due) {
      if (!isRunning()) return false;
      const isPutOff = known.message === undefined && waiting.has(known.scope);
      if (!isPutOff && (await keep(known))) waiting.add(known.scope);
    }
    const areReportersLeft = await tellReporters(owned, isRunning);
    return due.length === BATCH || areReportersLeft;
  }

  return createRounds({ clock, look, onError: (error) => log.error({ err: error }, 'cases not looked at') });
}
