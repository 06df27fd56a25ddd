import {
  type Allowance,
  allowanceAfter,
  allowanceWithout,
  fullAllowance,
  type Rate,
  type RequestKind,
  resting,
  waitFor,
} from '../../core/allowance.ts';
import { type Clock, sleep } from '../../core/clock.ts';
import { PollError, type Provider, type ProviderName, SubmitError } from '../../core/provider.ts';
import type { Log } from '../log.ts';
import type { Session, Store } from '../store/contract.ts';

/** What a key may still send: one account of it, for all who use the key. */
interface AllowanceKeeper {
  /** 0: taken, as soon as the transaction of `session` holds. Else how long until it is worth asking again. */
  spend(kind: RequestKind, session?: Pick<Session, 'providers'>): Promise<number>;
  /** Nobody sends anything for so long. */
  rest(ms: number): Promise<void>;
}

type Change = (allowance: Allowance) => readonly [Allowance, number];

const spending =
  (kind: RequestKind, rate: Rate): Change =>
  (allowance) => {
    const waitMs = waitFor(kind, allowance, rate);
    return waitMs > 0 ? [allowance, Math.max(1, waitMs)] : [allowanceWithout(kind, allowance, rate), 0];
  };

/** Where one process has the key for itself. */
export function keepInMemory(clock: Pick<Clock, 'elapsed'>, rate: Rate): AllowanceKeeper {
  let allowance = fullAllowance(rate);
  let asOf = clock.elapsed();

  function change(how: Change): number {
    const at = clock.elapsed();
    const [next, answer] = how(allowanceAfter(allowance, at - asOf, rate));
    allowance = next;
    asOf = at;
    return answer;
  }

  return {
    spend: async (kind) => change(spending(kind, rate)),
    async rest(ms) {
      change((known) => [resting(known, ms), 0]);
    },
  };
}

/** Where several processes share it: in the provider's row, by the database's clock. */
export function keepInRow(store: Store, name: ProviderName, rate: Rate): AllowanceKeeper {
  async function change({ providers }: Pick<Session, 'providers'>, how: Change): Promise<number> {
    const { allowance, ageMs, at } = await providers.allowance(name);
    const [next, answer] = how(allowanceAfter(allowance, ageMs, rate));
    // also when nothing was taken: from now on time is counted from here, wherever the clock was set
    await providers.keepAllowance(name, next, at);
    return answer;
  }

  return {
    spend(kind, session) {
      const how = spending(kind, rate);
      return session ? change(session, how) : store.transaction((own) => change(own, how));
    },
    async rest(ms) {
      await store.transaction((session) => change(session, (known) => [resting(known, ms), 0]));
    },
  };
}

export type { RequestKind };

/** What came of a turn: it was too early, or this. */
export type Turn<T> = { readonly waitMs: number } | { readonly value: T };

/** One key's requests, within what the key may send. */
export interface RateBucket extends AllowanceKeeper {
  /** Resolves when the request may be sent; rejects with the signal's reason. */
  take(kind: RequestKind, signal?: AbortSignal): Promise<void>;
  /** Runs `attempt` when its turn has come, and again where that was too early. It spends by itself. */
  inTurn<T>(kind: RequestKind, attempt: () => Promise<Turn<T>>, signal?: AbortSignal): Promise<T>;
}

interface Waiting {
  /** 0: served, else how long to wait. */
  readonly attempt: () => Promise<number>;
}

const ORDER: readonly RequestKind[] = ['submit', 'poll', 'look-up'];
const DATABASE_AWAY_MS = 1000;
/** Kinds whose times are that close together are looked at together, in their order. */
const TOGETHER_MS = 10;

/** Submits go first, then polls, then look-ups; polls that wait get at least every second turn. */
export function createRateBucket({ clock, keeper }: { clock: Clock; keeper: AllowanceKeeper }): RateBucket {
  const queues = new Map<RequestKind, Waiting[]>(ORDER.map((kind) => [kind, []]));
  /** Before which time it is no use to ask for a kind. */
  const notBefore = new Map<RequestKind, number>();
  let lastKind: RequestKind = 'poll';
  let underWay: Waiting | undefined;
  let isServing = false;
  let nudge = () => {};

  const queue = (kind: RequestKind) => queues.get(kind) ?? [];
  const timeOf = (kind: RequestKind) => notBefore.get(kind) ?? 0;

  /** Kinds that somebody waits for, whose turn it is first. */
  function wanted(): readonly RequestKind[] {
    const first: readonly RequestKind[] = lastKind === 'submit' ? ['poll'] : [];
    return [...first, ...ORDER].filter((kind) => queue(kind).length > 0);
  }

  async function rest(kinds: readonly RequestKind[]): Promise<void> {
    const soonest = Math.min(...kinds.map(timeOf));
    const until = Math.max(...kinds.map(timeOf).filter((time) => time <= soonest + TOGETHER_MS));
    const woken = new AbortController();
    nudge = () => woken.abort();
    await sleep(clock, Math.ceil(until - clock.elapsed()), woken.signal);
    nudge = () => {};
  }

  async function serve(kind: RequestKind): Promise<void> {
    const asked = clock.elapsed();
    underWay = queue(kind)[0];
    const waitMs = (await underWay?.attempt()) ?? 0;
    if (waitMs > 0) notBefore.set(kind, asked + waitMs);
    else {
      leave(kind, underWay);
      lastKind = kind;
    }
    underWay = undefined;
  }

  function leave(kind: RequestKind, entry: Waiting | undefined): void {
    queues.set(
      kind,
      queue(kind).filter((other) => other !== entry),
    );
  }

  async function serveAll(): Promise<void> {
    if (isServing) return;
    isServing = true;
    for (let kinds = wanted(); kinds.length > 0; kinds = wanted()) {
      const next = kinds.find((kind) => timeOf(kind) <= clock.elapsed());
      if (next) await serve(next);
      else await rest(kinds);
    }
    // in the same breath as the look at what is wanted: who asks from now on starts anew
    isServing = false;
  }

  function inTurn<T>(kind: RequestKind, attempt: () => Promise<Turn<T>>, signal?: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const end = () => signal?.removeEventListener('abort', abort);
      const entry: Waiting = {
        async attempt() {
          try {
            const turn = await attempt();
            if ('waitMs' in turn && !signal?.aborted) return turn.waitMs;
            if ('waitMs' in turn) reject(signal?.reason);
            else resolve(turn.value);
          } catch (error) {
            reject(error);
          }
          end();
          return 0;
        },
      };
      // what is being tried is tried to its end: what it took must not be dropped
      const abort = () => {
        if (entry === underWay) return;
        end();
        leave(kind, entry);
        nudge();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      queue(kind).push(entry);
      nudge();
      void serveAll();
    });
  }

  return {
    ...keeper,
    inTurn,
    take(kind, signal) {
      const attempt = async (): Promise<Turn<void>> => {
        // while the database is away requests wait; its own users report that
        const waitMs = await keeper.spend(kind).catch(() => DATABASE_AWAY_MS);
        return waitMs > 0 ? { waitMs } : { value: undefined };
      };
      return inTurn(kind, attempt, signal);
    },
  };
}

/** "Not for so long", said to one question, is obeyed by all who use the key. */
export function createObedience({ rest }: Pick<AllowanceKeeper, 'rest'>, log: Log) {
  async function obey<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      const ms = error instanceof SubmitError || error instanceof PollError ? error.retryAfterMs : undefined;
      if (ms) await rest(ms).catch((err: unknown) => log.warn({ err, ms }, 'pause of a key not written down'));
      throw error;
    }
  }

  function obedient(provider: Provider): Provider {
    const { pollMany, upload } = provider;
    return {
      ...provider,
      submit: (request, signal) => obey(provider.submit(request, signal)),
      poll: (ticket, signal) => obey(provider.poll(ticket, signal)),
      ...(upload && { upload: (bytes, type, signal) => obey(upload(bytes, type, signal)) }),
      ...(pollMany && {
        pollMany: { ...pollMany, ask: (tickets, signal) => obey(pollMany.ask(tickets, signal)) },
      }),
    };
  }

  return { obey, obedient };
}
