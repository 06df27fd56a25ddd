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
import type { Clock } from '../../core/clock.ts';
import type { ProviderName } from '../../core/provider.ts';
import type { Session, Store } from '../store/contract.ts';

/** What a key may still send: one account of it, for all who use the key. */
export interface AllowanceKeeper {
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
