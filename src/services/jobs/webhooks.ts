import { createHash } from 'node:crypto';
import type { Phase, Submission } from '../../core/job.ts';
import type { ProviderName, RawWebhook, TaskState } from '../../core/provider.ts';
import { isSameSecret } from '../../core/same-secret.ts';
import type { HeldJob, Session } from '../store/contract.ts';
import type { JobParts } from './contract.ts';
import { createRequests } from './requests.ts';
import type { LateTicket } from './settle.ts';

/** What a genuine webhook was: new, known already, of a job that waits no more, or of a task that is not the job's. */
type Heard = 'heard' | 'repeated' | 'late' | 'foreign';

/** To whom a path was given, once. */
interface Addressee {
  isGenuine(webhook: RawWebhook): boolean;
  /** Writes down what follows; whoever has the job acts on it. */
  hear(webhook: RawWebhook): Promise<Heard>;
}

/** Finds out whom a path is of; undefined for one that was given to nobody. */
export type FindAddressee = (provider: ProviderName, jobId: string, nonce: string) => Promise<Addressee | undefined>;

interface Noted {
  readonly state: TaskState;
  readonly number: string;
  readonly isWorthALook: boolean;
  /** For a job that was given up. */
  readonly next: Awaited<ReturnType<LateTicket['follows']>>;
}
type Written = 'moved' | 'repeated' | 'bound' | 'known';

const JOB_ID = /^[0-9A-Z]{26}$/;
const awaiting: readonly Phase[] = ['queued', 'submitting', 'waiting'];

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'providers' | 'wakes' | 'catalog' | 'sources'> & {
  readonly lateTicket: LateTicket;
};

/** Of a delivery without a number of its own: what says the same again is the same. */
const digestOf = ({ body }: RawWebhook): string => createHash('sha256').update(body).digest('base64url');

export function createFindAddressee(parts: Parts): FindAddressee {
  const { store, clock, log, providers, wakes, lateTicket } = parts;
  const requests = createRequests(parts);

  /** A ticket is written whatever became of the job, unless it is another's. */
  async function bind(session: Session, { id, outcome }: Submission, state: TaskState): Promise<boolean> {
    if (outcome === 'accepted') return false;
    if (state.ticket !== undefined) {
      if (await session.submissions.isTaken(state.ticket)) return false;
      await session.submissions.ticketArrived(id, state.ticket);
      return true;
    }
    if (state.status !== 'succeeded') return false;
    await session.submissions.imagesArrived(id, state.images);
    return true;
  }

  /** What follows from it, in the transaction that notes it: a process that ends in between has noted nothing. */
  async function write(session: Session, job: HeldJob, submission: Submission, news: Noted): Promise<Written> {
    const { state, number, isWorthALook, next } = news;
    // in the order in which they are locked everywhere
    await session.ledger.lock(job.scope, job.ownerId);
    const row = await session.jobs.byId(job.id);
    if (!row) return 'known';
    // nobody moves it on before this is written
    const held = await session.jobs.change(row, row.phase);
    if (!held) return 'moved';
    if (!(await session.submissions.noteWebhook(submission.id, number, clock.now()))) return 'repeated';
    const isBound = await bind(session, submission, state);
    // given up, or about to be sent again, it has its task after all
    const isSentAgain = isBound && held.phase === 'queued' && state.ticket !== undefined;
    if (isSentAgain) await session.jobs.change(held, 'submitting');
    const due = isWorthALook || isSentAgain ? await session.jobs.heard(job.id, clock.now()) : undefined;
    if (isBound && next && held.phase === 'failed') await lateTicket.toldIn(session, job.id, next);
    else if (due) await wakes.announce(session, [due]);
    return isBound ? 'bound' : 'known';
  }

  async function hear(job: HeldJob, submission: Submission, webhook: RawWebhook): Promise<Heard> {
    const request = requests.of(job);
    const news = request && providers.get(job.provider)?.provider.webhooks?.read(webhook, request);
    if (!news) return 'foreign';
    const { state, id: number = digestOf(webhook) } = news;
    if (submission.ticket !== undefined && submission.ticket !== state.ticket) return 'foreign';
    const isWorthALook = state.status !== 'pending' || state.progress === 1;
    const heard = awaiting.includes(job.phase) ? 'heard' : 'late';
    if (!isWorthALook && submission.outcome === 'accepted') return heard;
    const noted = { state, number, isWorthALook, next: await lateTicket.follows(state) };
    let written: Written;
    do written = await store.transaction((session) => write(session, job, submission, noted));
    while (written === 'moved');
    if (written === 'repeated') return 'repeated';
    log.info({ job: job.id, task: state.status, written }, 'a webhook was heard');
    return heard;
  }

  return async function find(provider, jobId, nonce) {
    const isPossible = JOB_ID.test(jobId) && providers.has(provider);
    const [job, submissions] = isPossible
      ? await Promise.all([store.jobs.byId(jobId), store.submissions.ofJob(jobId)])
      : [undefined, []];
    const submission = submissions.find((each) => isSameSecret(each.nonce, nonce));
    const webhooks = providers.get(provider)?.provider.webhooks;
    if (!job || job.provider !== provider || !submission?.webhook || !webhooks) return undefined;
    const { secret } = submission.webhook;
    return {
      isGenuine: (webhook) => webhooks.isGenuine(webhook, { secret, now: clock.now() }),
      hear: (webhook) => hear(job, submission, webhook),
    };
  };
}
