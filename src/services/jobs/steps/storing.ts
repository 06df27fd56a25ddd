import type { ResultPicture } from '../../../core/job.ts';
import type { Turns } from '../../../core/turns.ts';
import { FileStoreError, PictureError } from '../../files/contract.ts';
import { DownloadError } from '../../files/download.ts';
import type { HeldJob, Upload } from '../../store/contract.ts';
import { createFinish } from '../finish.ts';
import { ledgerLine } from '../ledger-lines.ts';
import { createNextStep } from '../next-step.ts';
import type { JobParts, Next } from '../parts.ts';
import type { Settle } from '../settle.ts';
import { storedIdOf } from '../stored-id.ts';

type Parts = Pick<
  JobParts,
  | 'store'
  | 'clock'
  | 'log'
  | 'providers'
  | 'files'
  | 'spool'
  | 'settings'
  | 'limits'
  | 'operation'
  | 'facts'
  | 'sources'
  | 'lease'
  | 'wakes'
  | 'drawing'
> & {
  readonly settle: Settle;
  /** How many pictures may be fetched and stored at once. */
  readonly inTurn: Turns;
};

const DOWNLOAD_TIMEOUT_MS = 120_000;
/** A member does not wait longer than this for the file store: the link can follow. */
const UPLOAD_PATIENCE_MS = 8000;
const RETRY_MS = 3000;
const OUTBOX_FIRST_MS = 5000;
/** What arrives broken may have been broken on the way. */
const UNREADABLE_TRIES = 3;

/** From the provider's dying links to our own disk and store; charged when the picture is ours. */
export function createStoringStep(parts: Parts) {
  const { store, clock, log, providers, files, spool, settings, settle, inTurn, wakes } = parts;
  const nextStep = createNextStep(parts);
  const finish = createFinish(parts);
  /** How often a job's result arrived broken. */
  const unreadable = new Map<string, number>();

  async function fetchAll(job: HeldJob): Promise<ResultPicture[]> {
    const download = providers.get(job.provider)?.download;
    const fetched: ResultPicture[] = [];
    for (const picture of job.results) {
      const isHere = picture.spool || !picture.url || !download;
      const bytes = isHere ? {} : await download(picture.url, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS));
      fetched.push(await finish({ ...picture, ...bytes }, job));
    }
    return fetched;
  }

  async function put(picture: ResultPicture, storedId: string): Promise<ResultPicture> {
    if (!picture.spool || !picture.type) return picture;
    try {
      const file = { id: storedId, path: spool.path(picture.spool), type: picture.type };
      const { link } = await files.put(file, AbortSignal.timeout(UPLOAD_PATIENCE_MS));
      return { ...picture, storedId, ...(link === undefined ? {} : { link }) };
    } catch (error) {
      log.warn({ err: error }, 'file store not reached: the picture is delivered first');
      const isRefused = error instanceof FileStoreError && error.retry === 'never';
      return isRefused ? { ...picture, storedId } : picture;
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
    const fetched = await fetchAll(job);
    const row = fetched.some(({ spool: file }, index) => file !== job.results[index]?.spool)
      ? await store.jobs.change(job, 'storing', { results: fetched })
      : job;
    if (!row) return { kind: 'on' };
    const stored = await Promise.all(
      fetched.map((each, index) => put(each, storedIdOf(store.namespace, job.id, index))),
    );
    await store.transaction(async (session) => {
      const changed = await session.jobs.change(row, 'delivering', { results: stored, dueAt: clock.now() });
      if (!changed) return;
      await session.ledger.append([ledgerLine(job, job.isLate ? 'settled' : 'charged', clock.now())]);
      for (const upload of outboxOf(job, stored)) await session.uploads.add(upload);
      const next = await nextStep(session, changed);
      if (next) await wakes.announce(session, [next]);
    });
    return { kind: 'on' };
  }

  async function onExpired(job: HeldJob): Promise<Next> {
    const endsAt = (job.deadlineAt ?? clock.now()) + settings.deadlineMs;
    if (!job.ticket || clock.now() > endsAt) {
      await settle.fail(job, { code: 'result-lost' });
      return { kind: 'on' };
    }
    log.warn({ job: job.id }, 'result links expired: asking the task for fresh ones');
    const deadlineAt = Math.max(job.deadlineAt ?? 0, clock.now() + RETRY_MS);
    await store.jobs.change(job, 'waiting', { results: [], deadlineAt });
    return { kind: 'on' };
  }

  function mayTryAgain(job: HeldJob, error: DownloadError | PictureError): boolean {
    if (error instanceof DownloadError)
      return error.kind !== 'host-refused' && clock.now() < (job.deadlineAt ?? 0) + settings.deadlineMs;
    const tries = (unreadable.get(job.id) ?? 0) + 1;
    unreadable.set(job.id, tries);
    return tries < UNREADABLE_TRIES;
  }

  return async function storing(job: HeldJob): Promise<Next> {
    try {
      const next = await inTurn(() => keep(job));
      unreadable.delete(job.id);
      return next;
    } catch (error) {
      if (error instanceof DownloadError && error.kind === 'expired') return onExpired(job);
      if (!(error instanceof DownloadError || error instanceof PictureError)) throw error;
      if (mayTryAgain(job, error)) {
        log.warn({ err: error, job: job.id }, 'result not fetched yet');
        return { kind: 'at', time: clock.now() + RETRY_MS };
      }
      unreadable.delete(job.id);
      log.error({ err: error, job: job.id }, 'result cannot be fetched');
      await settle.fail(job, { code: error instanceof PictureError ? 'result-unreadable' : 'result-lost' });
      return { kind: 'on' };
    }
  };
}
