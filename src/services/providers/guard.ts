import { type Clock, sleep } from '../../core/clock.ts';
import { type KeyState, PollError, type Provider, type ProviderName, type TaskState } from '../../core/provider.ts';
import type { Log } from '../log.ts';
import type { PauseReason, ProviderState, Session, Store } from '../store/contract.ts';
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

/** Holds a provider back while its key or its credits are refused, or while something in front of it turns us away. */
export interface ProviderGate {
  /** As last seen here; the acceptance of a job reads the row itself. */
  pausedFor(): PauseReason | null;
  /** Whether an order may leave: while the account is empty, the one that tries whether it still is. */
  mayOrder(): boolean;
  /** Whether tasks may be asked for: an empty account is no reason not to. */
  mayAsk(): boolean;
  /** The key was refused or a firewall stood in the way, of one request: asks whether that is so for all, and pauses if it is. */
  suspect(): Promise<KeyState['status'] | 'unknown'>;
  /** An order, or a question, was refused for want of credits. */
  outOfCredits(): Promise<void>;
  /** An order that was sent then was taken: the only proof of credits. */
  orderTaken(sentAt: number): Promise<void>;
  /** Asks at once whether the key is taken, then reads the row, and probes while paused, until the signal aborts. */
  watch(signal: AbortSignal): Promise<void>;
}

interface ProviderGateParts {
  readonly name: ProviderName;
  /** What the log says of a refused key: whose it is, and which variable holds it. */
  readonly keyRefused: string;
  readonly provider: Pick<Provider, 'probe'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Told when it is held back, for another reason or no more, or when an order may try it. */
  readonly onChange: (provider: ProviderName) => void;
}

const MINUTE_MS = 60_000;
const FIRST_PROBE_MS = 30_000;
const LONGEST_PROBE_MS = 5 * MINUTE_MS;
const SHORTEST_MS = 250;
const PROBE_TIMEOUT_MS = 20_000;
/** How long an address is punished that a firewall has taken a dislike to. */
const REST_MS = 10 * MINUTE_MS;

/** After 5, 10, 20, 40 and then 60 minutes one order may try whether there are credits again. */
export const untilTrial = (trials: number): number => Math.min(5 * 2 ** Math.min(trials, 10), 60) * MINUTE_MS;

/** Time alone does not end a rest: a probe has to pass. */
const isResting = ({ restsUntil }: ProviderState): boolean => restsUntil !== null;

export const isTrialDue = ({ pausedFor, retryAt }: ProviderState, now: number): boolean =>
  pausedFor === 'credits' && retryAt !== null && retryAt <= now;

/** Whether an order may leave now, by the row. */
export function mayOrder(state: ProviderState, now: number): boolean {
  if (isResting(state)) return false;
  return state.pausedFor === null || state.isTrialOpen || isTrialDue(state, now);
}

/** An order leaves: where it is the one that tries, no other does. The row is locked. */
export async function useTrial(session: Session, state: ProviderState, now: number): Promise<void> {
  if (state.pausedFor !== 'credits') return;
  if (!state.isTrialOpen) await session.providers.openTrial(state.name, now, untilTrial(state.trials + 1));
  await session.providers.closeTrial(state.name);
}

export function createProviderGate(parts: ProviderGateParts): ProviderGate {
  const { name, keyRefused, provider, store, clock, log, onChange } = parts;
  let known: ProviderState = {
    name,
    pausedFor: null,
    pausedAt: null,
    retryAt: null,
    trials: 0,
    isTrialOpen: false,
    restsUntil: null,
  };
  let wake = () => {};
  let asking: Promise<KeyState['status'] | 'unknown'> | undefined;
  /** Of an account without enough; undefined until it was looked at, or where nobody tells. */
  let creditsLeft: number | undefined;

  function adopt(state: ProviderState): void {
    const before = known;
    known = state;
    const wasResting = isResting(before);
    const rests = isResting(state);
    if (before.pausedFor === state.pausedFor && wasResting === rests) return;
    if (before.pausedFor !== state.pausedFor) {
      creditsLeft = undefined;
      const reason = state.pausedFor;
      if (reason)
        log.error(
          { provider: name, reason },
          reason === 'key' ? keyRefused : 'provider paused: its account needs a person',
        );
      if (!reason) log.info({ provider: name }, 'provider goes on');
    }
    if (rests && !wasResting)
      log.error({ provider: name, until: state.restsUntil }, 'provider rests: a firewall in front of it turns us away');
    if (wasResting && !rests) log.info({ provider: name }, 'provider has rested');
    onChange(name);
    wake();
  }

  const read = async () => adopt(await store.providers.read(name));

  async function pause(reason: PauseReason): Promise<void> {
    const now = clock.now();
    await store.providers.pause(name, reason, now, reason === 'credits' ? now + untilTrial(0) : null);
    await read();
  }

  async function rest(): Promise<void> {
    await store.providers.rest(name, clock.now() + REST_MS);
    await read();
  }

  async function resume(): Promise<void> {
    await store.providers.resume(name);
    await read();
  }

  async function probe(signal: AbortSignal): Promise<KeyState | undefined> {
    try {
      return await provider.probe(AbortSignal.any([signal, AbortSignal.timeout(PROBE_TIMEOUT_MS)]));
    } catch (error) {
      // called off by a stop is not unanswered
      if (!signal.aborted) log.warn({ err: error, provider: name }, 'probe brought no answer');
      return undefined;
    }
  }

  async function ask(): Promise<KeyState['status'] | 'unknown'> {
    const answer = await probe(new AbortController().signal);
    if (answer?.status === 'refused') await pause('key');
    if (answer?.status === 'blocked') await rest();
    return answer?.status ?? 'unknown';
  }

  /** What is left may say that no order would be taken, or that somebody has paid; else it proves nothing. */
  async function countCredits(credits: number): Promise<void> {
    const before = creditsLeft;
    creditsLeft = credits;
    if (credits <= 0) {
      await store.providers.postponeTrial(name, clock.now() + LONGEST_PROBE_MS + FIRST_PROBE_MS);
    } else if (before !== undefined && credits > before) {
      await store.providers.advanceTrial(name, clock.now());
    }
  }

  async function look(signal: AbortSignal, isFirst = false): Promise<void> {
    const row = await store.providers.read(name);
    const { pausedFor, restsUntil } = row;
    const isDue = restsUntil === null ? isFirst || pausedFor !== null : restsUntil <= clock.now();
    // a start may bring another key than the one that the row speaks of
    const isOfAnotherKey = isFirst && isDue && pausedFor === 'key';
    if (!isOfAnotherKey) adopt(row);
    if (!isDue) return;
    const answer = await probe(signal);
    if (signal.aborted) return;
    if (!answer) return read();
    if (answer.status === 'blocked') return rest();
    if (restsUntil !== null) await store.providers.rest(name, null);
    if (answer.status === 'refused') return pause('key');
    if (isOfAnotherKey) known = row;
    if (pausedFor === null && restsUntil === null) return;
    if (known.pausedFor !== 'credits') return resume();
    if (answer.credits !== undefined) await countCredits(answer.credits);
    await read();
    if (isTrialDue(known, clock.now())) onChange(name);
  }

  function untilNextLook(probes: number): number {
    const { restsUntil, pausedFor, retryAt } = known;
    const next = Math.min(FIRST_PROBE_MS * 2 ** probes, LONGEST_PROBE_MS);
    const wait = (time: number) => Math.max(SHORTEST_MS, time - clock.now());
    if (restsUntil !== null && restsUntil > clock.now()) return wait(restsUntil);
    if (pausedFor !== 'credits') return next;
    return retryAt !== null && retryAt > clock.now() ? Math.min(next, wait(retryAt)) : next;
  }

  return {
    pausedFor: () => known.pausedFor,
    mayOrder: () => mayOrder(known, clock.now()),
    mayAsk: () => !isResting(known) && (known.pausedFor === null || known.pausedFor === 'credits'),
    async suspect() {
      // whatever was under way when the rest began
      if (isResting(known)) return 'blocked';
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    outOfCredits: () => pause('credits'),
    async orderTaken(sentAt) {
      const { pausedFor, pausedAt } = await store.providers.read(name);
      if (pausedFor === 'credits' && sentAt > (pausedAt ?? 0)) await resume();
    },
    async watch(signal) {
      const lookAgain = (isFirst: boolean) =>
        look(signal, isFirst).catch((error: unknown) =>
          log.warn({ err: error, provider: name }, 'provider row not read'),
        );
      await lookAgain(true);
      for (let probes = 0; !signal.aborted; ) {
        const woken = new AbortController();
        wake = () => woken.abort();
        await sleep(clock, untilNextLook(probes), AbortSignal.any([signal, woken.signal]));
        if (signal.aborted) return;
        probes = woken.signal.aborted || (!known.pausedFor && !isResting(known)) ? 0 : probes + 1;
        // what an account has left is worth knowing from the start
        if (woken.signal.aborted && known.pausedFor !== 'credits') continue;
        await lookAgain(false);
      }
    },
  };
}
