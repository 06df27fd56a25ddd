import { type Clock, sleep } from '../../core/clock.ts';
import { PollError, type Provider, type TaskState } from '../../core/provider.ts';
import type { RateBucket } from './rate-bucket.ts';

/** How a task stands, within the key's rate. Throws PollError when nothing was learned. */
export type Ask = (ticket: string, purpose: 'poll' | 'look-up') => Promise<TaskState>;

interface AskParts {
  readonly provider: Pick<Provider, 'poll' | 'pollMany'>;
  readonly bucket: Pick<RateBucket, 'take'>;
  readonly clock: Clock;
}

type ManyAtOnce = NonNullable<Provider['pollMany']>;

interface Question {
  readonly ticket: string;
  readonly purpose: 'poll' | 'look-up';
  resolve(state: TaskState): void;
  reject(error: unknown): void;
}

const TIMEOUT_MS = 20_000;
/** Nobody sees so short a wait, and questions that come together are one request. */
const TOGETHER_MS = 100;

/** One request answers all who asked in the same moment or while the key's rate held them back, where the provider can. */
export function createAsk({ provider, bucket, clock }: AskParts): Ask {
  const { pollMany } = provider;
  const open: Question[] = [];
  let isServing = false;

  async function answer(batch: readonly Question[], ask: ManyAtOnce['ask']): Promise<void> {
    const [only] = batch;
    if (only && batch.length === 1) return askOne(only.ticket).then(only.resolve, only.reject);
    try {
      const tickets = batch.map(({ ticket }) => ticket);
      const states = await ask(tickets, AbortSignal.timeout(TIMEOUT_MS));
      for (const question of batch) {
        const state = states.get(question.ticket);
        if (state) question.resolve(state);
        else askAlone(question);
      }
    } catch (error) {
      const isAboutBatch = error instanceof PollError && (error.kind === 'missing' || error.kind === 'unreachable');
      for (const question of batch) {
        if (isAboutBatch) askAlone(question);
        else question.reject(error);
      }
    }
  }

  const askOne = (ticket: string) => provider.poll(ticket, AbortSignal.timeout(TIMEOUT_MS));

  /** What an answer for several says of one is not believed against it: one odd ticket may have spoiled it for all. */
  function askAlone({ ticket, purpose, resolve, reject }: Question): void {
    bucket
      .take(purpose)
      .then(() => askOne(ticket))
      .then(resolve, reject);
  }

  async function serve({ most, ask }: ManyAtOnce): Promise<void> {
    while (open.length > 0) {
      await sleep(clock, TOGETHER_MS);
      await bucket.take(open.some(({ purpose }) => purpose === 'poll') ? 'poll' : 'look-up');
      void answer(open.splice(0, most), ask);
    }
    // in the same breath as the look at what is open: who asks from now on starts anew
    isServing = false;
  }

  return async (ticket, purpose) => {
    if (!pollMany) {
      await bucket.take(purpose);
      return askOne(ticket);
    }
    return new Promise((resolve, reject) => {
      open.push({ ticket, purpose, resolve, reject });
      if (isServing) return;
      isServing = true;
      void serve(pollMany);
    });
  };
}
