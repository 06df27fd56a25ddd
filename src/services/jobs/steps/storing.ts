import type { ResultPicture } from '../../../core/job.ts';
import { unreachable } from '../../../core/json.ts';
import { PictureError, pictureInputSchema, storedIdOf } from '../../../core/picture.ts';
import { type Finish, PollError } from '../../../core/provider.ts';
import type { Semaphore } from '../../../core/semaphore.ts';
import { FileStoreError, storedAs } from '../../files/contract.ts';
import { isThere, oneChunk } from '../../files/disk.ts';
import { DownloadError } from '../../files/download.ts';
import { onBackground } from '../../images/background.ts';
import type { HeldJob, Upload } from '../../store/contract.ts';
import { ledgerLine } from '../../store/ledger.ts';
import type { JobParts, Next } from '../contract.ts';
import { createNextStep } from '../next-step.ts';
import { createRequests } from '../requests.ts';
import { resultsOf } from '../results.ts';
import type { Settle } from '../settle.ts';

type FinishParts = Pick<JobParts, 'catalog' | 'sources' | 'spool' | 'log' | 'drawing'>;

/** Does to a picture what the provider does not do; a picture that cannot be finished is delivered as it came. */
export function createFinish(parts: FinishParts) {
  const { sources, spool, log, drawing } = parts;
  const requests = createRequests(parts);

  async function drawn(file: string, finish: Finish, job: HeldJob): Promise<Uint8Array | undefined> {
    const cutOut = spool.path(file);
    if (finish.background !== 'blur') return drawing.long(() => onBackground(cutOut, { color: finish.background }));
    const source = pictureInputSchema.safeParse(job.input[finish.option]).data;
    if (source?.kind !== 'stored') return undefined;
    return drawing.long(() => onBackground(cutOut, { blurred: sources.path(source.key) }));
  }

  return async (picture: ResultPicture, job: HeldJob): Promise<ResultPicture> => {
    const finish = picture.isFinished || !picture.spool ? undefined : requests.of(job)?.finish;
    if (!finish || !picture.spool) return picture;
    try {
      const bytes = await drawn(picture.spool, finish, job);
      return { ...picture, ...(bytes ? await spool.write(oneChunk(bytes)) : {}), isFinished: true };
    } catch (error) {
      log.warn({ err: error, job: job.id }, 'picture delivered without its background');
      return { ...picture, isFinished: true };
    }
  };
}

type StoringParts = Pick<
  JobParts,
  | 'store'
  | 'clock'
  | 'log'
  | 'providers'
  | 'files'
  | 'spool'
  | 'settings'
  | 'limits'
  | 'catalog'
  | 'sources'
  | 'lease'
  | 'wakes'
  | 'drawing'
  | 'courier'
> & {
  readonly settle: Settle;
  /** How many pictures may be fetched and stored at once. */
  readonly inTurn: Semaphore;
};

const DOWNLOAD_TIMEOUT_MS = 120_000;
/** A member does not wait longer than this for the file store: the link can follow. */
const UPLOAD_PATIENCE_MS = 8000;
const RETRY_MS = 3000;
const LONGEST_RETRY_MS = 60_000;
/** Before each time that fresh links are asked for: the first ones may simply have died while nobody looked. */
const RENEW_AFTER_MS = [0, 30_000, 120_000, 600_000];
/** Before each time that the same links are tried again, where no task can be asked for others. */
const REPEAT_AFTER_MS = [3000, 30_000, 120_000, 600_000];
const PAUSED_MS = 15_000;
const LEAST_PATIENCE_MS = 60_000;
/** Only a restart lets us fetch it: this is how often we see whether the time is up. */
const HELD_MS = 60_000;
const OUTBOX_FIRST_MS = 5000;
/** What arrives broken may have been broken on the way. */
const UNREADABLE_TRIES = 3;

/** It is not ours yet. */
const isElsewhere = ({ spool, url }: ResultPicture): boolean => !spool && url !== undefined;

/** Results of a job as files of ours, finished; what is ours already stays as it is. */
export function createFetchAll({ providers }: Pick<JobParts, 'providers'>, finish: ReturnType<typeof createFinish>) {
  return async (job: HeldJob, results: readonly ResultPicture[]): Promise<readonly ResultPicture[]> => {
    const download = providers.get(job.provider)?.download;
    const fetched: ResultPicture[] = [];
    for (const picture of results) {
      const url = isElsewhere(picture) ? picture.url : undefined;
      const bytes = url && download ? await download(url, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)) : {};
      fetched.push(await finish({ ...picture, ...bytes }, job));
    }
    return fetched;
  };
}

/** From the provider's dying links to our own disk and store; charged when the picture is ours. */
export function createStoringStep(parts: StoringParts) {
  const { store, clock, log, providers, files, spool, settings, settle, inTurn, wakes, courier } = parts;
  const nextStep = createNextStep(parts);
  const fetchAll = createFetchAll(parts, createFinish(parts));
  /** How often a job's result arrived broken. */
  const unreadable = new Map<string, number>();
  /** Since when a job's result cannot be had, as far as this process has seen. */
  const failingSince = new Map<string, number>();

  /** Without a file that is gone, as beside an older folder that was put back. */
  async function asItLies(picture: ResultPicture): Promise<ResultPicture> {
    const { spool: file, isFinished: _, ...others } = picture;
    return file === undefined || (await isThere(spool.path(file))) ? picture : others;
  }

  async function put(picture: ResultPicture, storedId: string): Promise<ResultPicture> {
    if (!picture.spool || !picture.type) return picture;
    try {
      const file = { id: storedId, path: spool.path(picture.spool), type: picture.type };
      const put = await files.put(file, AbortSignal.timeout(UPLOAD_PATIENCE_MS));
      return { ...picture, storedId, ...storedAs(put) };
    } catch (error) {
      log.warn({ err: error }, 'file store not reached: the picture is delivered first');
      const isGone = error instanceof FileStoreError && error.retry === 'never';
      return isGone ? { ...picture, storedId } : picture;
    }
  }

  function outboxOf(job: HeldJob, pictures: readonly ResultPicture[]): Upload[] {
    return pictures.flatMap(({ spool: file, type, storedId }, index) => {
      if (!file || !type || storedId) return [];
      const id = storedIdOf(store.namespace, job.id, index);
      return [
        { storedId: id, jobId: job.id, index, spool: file, type, attempts: 0, dueAt: clock.now() + OUTBOX_FIRST_MS },
      ];
    });
  }

  async function keep(job: HeldJob): Promise<Next> {
    const fetched = await fetchAll(job, job.results);
    const row = fetched.some(({ spool: file }, index) => file !== job.results[index]?.spool)
      ? await store.jobs.change(job, 'storing', { results: fetched })
      : job;
    if (!row) return { kind: 'on' };
    const stored = await Promise.all(
      fetched.map((each, index) => put(each, storedIdOf(store.namespace, job.id, index))),
    );
    await store.transaction(async (session) => {
      const patch = { results: stored, dueAt: clock.now(), heldHost: undefined };
      const changed = await session.jobs.change(row, 'delivering', patch);
      if (!changed) return;
      await session.ledger.append([ledgerLine(job, job.isLate ? 'settled' : 'charged', clock.now())]);
      for (const upload of outboxOf(job, stored)) await session.uploads.add(upload);
      const next = await nextStep(session, changed);
      if (next) await wakes.announce(session, [next]);
    });
    return { kind: 'on' };
  }

  function forget({ id }: HeldJob): void {
    unreadable.delete(id);
    failingSince.delete(id);
  }

  const lose = async (job: HeldJob): Promise<Next> => {
    forget(job);
    await settle.fail(job, { code: 'result-lost' });
    return { kind: 'on' };
  };

  /** From here on nobody waits in front of a bar: what is still to be had is looked for now and then. */
  const endOf = (job: HeldJob): number => (job.deadlineAt ?? 0) + settings.deadlineMs;

  /** Whether that time has come; the first trouble after a long pause says nothing yet. */
  function isHopeless(job: HeldJob): boolean {
    const now = clock.now();
    const since = failingSince.get(job.id) ?? now;
    failingSince.set(job.id, since);
    return now >= endOf(job) && now - since >= LEAST_PATIENCE_MS;
  }

  async function onExpired(job: HeldJob, { host }: DownloadError): Promise<Next> {
    const { id, ticket, renewals = 0 } = job;
    const wait = (ticket ? RENEW_AFTER_MS : REPEAT_AFTER_MS)[renewals];
    const now = clock.now();
    // links that died while we were away say nothing yet
    const isOver = renewals > 0 && now >= endOf(job);
    if (renewals > 0) log.error({ job: id, host }, 'links are refused again: their host may not let this server in');
    else
      log.warn({ job: id }, ticket ? 'links expired: asking the task for fresh ones' : 'links refused: trying again');
    if (wait === undefined || isOver) return lose(job);
    const dueAt = Math.max(now, wait === 0 ? now : Math.min(now + wait, endOf(job)));
    const results = ticket ? [] : job.results;
    await store.jobs.change(job, 'storing', { results, renewals: renewals + 1, dueAt });
    return { kind: 'on' };
  }

  /** Where its links may lead is known with the key alone, which was taken away: the task is asked when that is back. */
  async function withoutKey(job: HeldJob): Promise<Next> {
    if (job.ticket) {
      await settle.fail(job, { code: 'other-api' });
      return { kind: 'on' };
    }
    return isHopeless(job) ? lose(job) : { kind: 'at', time: clock.now() + PAUSED_MS };
  }

  /** Links in place of those that died. */
  async function renew(job: HeldJob): Promise<Next> {
    const now = clock.now();
    const guarded = providers.get(job.provider);
    if (!job.ticket) return lose(job);
    if (!guarded) return withoutKey(job);
    const state = guarded.gate.pausedFor() ? undefined : await guarded.ask(job.ticket, 'poll').catch(onNoAnswer);
    if (state === 'other-api') {
      await settle.fail(job, { code: state });
      return { kind: 'on' };
    }
    if (state?.status === 'succeeded') {
      await store.jobs.change(job, 'storing', { results: await resultsOf(state.images, parts), dueAt: now });
      return { kind: 'on' };
    }
    if (state?.status === 'failed' || isHopeless(job)) return lose(job);
    return { kind: 'at', time: now + PAUSED_MS };
  }

  function onNoAnswer(error: unknown): 'other-api' | undefined {
    if (!(error instanceof PollError)) throw error;
    log.warn({ err: error }, 'no fresh links yet');
    return error.kind === 'other-api' ? error.kind : undefined;
  }

  /** The picture is there and paid for; a person has to let us fetch it. */
  async function onHostRefused(job: HeldJob, { host }: DownloadError): Promise<Next> {
    const now = clock.now();
    const deadlineAt = job.deadlineAt ?? now;
    if (now >= deadlineAt) {
      // without a ticket nobody can ask for it later
      if (!job.ticket) return lose(job);
      await settle.fail(job, { code: 'result-held' }, { heldHost: host });
      return { kind: 'on' };
    }
    if (job.heldHost !== host) {
      await store.jobs.change(job, 'storing', { heldHost: host });
      courier.progress(job.postId);
    }
    return { kind: 'at', time: Math.min(now + HELD_MS, deadlineAt) };
  }

  async function onDownloadError(job: HeldJob, error: DownloadError): Promise<Next> {
    switch (error.kind) {
      case 'expired':
        return onExpired(job, error);
      case 'host-refused':
        return onHostRefused(job, error);
      case 'later': {
        log.warn({ err: error, job: job.id }, 'result not fetched yet');
        if (isHopeless(job)) return lose(job);
        const now = clock.now();
        const wait = Math.max(RETRY_MS, (now - (failingSince.get(job.id) ?? now)) / 10);
        return { kind: 'at', time: now + Math.min(wait, LONGEST_RETRY_MS) };
      }
      default:
        return unreachable(error.kind);
    }
  }

  async function onUnreadable(job: HeldJob, error: PictureError): Promise<Next> {
    const tries = (unreadable.get(job.id) ?? 0) + 1;
    unreadable.set(job.id, tries);
    log.warn({ err: error, job: job.id, tries }, 'result arrived broken');
    if (tries < UNREADABLE_TRIES) return { kind: 'at', time: clock.now() + RETRY_MS };
    forget(job);
    await settle.fail(job, { code: 'result-unreadable' });
    return { kind: 'on' };
  }

  return async function storing(job: HeldJob): Promise<Next> {
    const isRefused = job.results.length === 0 || (!job.ticket && job.renewals);
    if (isRefused && job.dueAt !== null && job.dueAt > clock.now()) return { kind: 'at', time: job.dueAt };
    if (job.results.length === 0) return renew(job);
    if (!providers.has(job.provider) && job.results.some(isElsewhere)) return withoutKey(job);
    const results = await Promise.all(job.results.map(asItLies));
    const isGone = results.some(({ spool: file, url }) => !file && !url);
    if (isGone && !job.ticket) return lose(job);
    if (isGone) {
      await store.jobs.change(job, 'storing', { results: [], dueAt: clock.now() });
      return { kind: 'on' };
    }
    try {
      const next = await inTurn(() => keep({ ...job, results }));
      forget(job);
      return next;
    } catch (error) {
      if (error instanceof DownloadError) return onDownloadError(job, error);
      if (error instanceof PictureError) return onUnreadable(job, error);
      throw error;
    }
  };
}
