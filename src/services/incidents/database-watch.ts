import { type Clock, within } from '../../core/clock.ts';
import type { Log } from '../logging/create-log.ts';
import type { Store } from '../store/contract.ts';
import type { TellOwner } from './tell-owner.ts';

/** The one trouble of which no row can tell: it is remembered by the process that sees it. */
export interface DatabaseWatch {
  isWell(): Promise<boolean>;
}

interface DatabaseWatchParts {
  readonly store: Pick<Store, 'documents'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly tell: TellOwner;
}

const ANSWER_MS = 5000;
const PATIENCE_MS = 60_000;
/** Processes that see it begin within such a span name it the same. */
const SAME_MS = 600_000;
const sign = { key: 'database', trouble: { kind: 'database' } } as const;
const LOOKED_AT = 'operator:looked-at';

export function createDatabaseWatch({ store, clock, log, tell }: DatabaseWatchParts): DatabaseWatch {
  let failingSince: number | undefined;
  let told: number | undefined;

  /** By a write: a full disk still reads. */
  async function isWritable(): Promise<boolean> {
    const written = store.documents.set(LOOKED_AT, String(clock.now())).then(
      () => true,
      (error: unknown) => {
        log.error({ err: error }, 'the database takes nothing');
        return false;
      },
    );
    return within(clock, ANSWER_MS, written, false);
  }

  return {
    async isWell() {
      const now = clock.now();
      if (await isWritable()) {
        failingSince = undefined;
        if (told !== undefined && (await tell(sign, 'over', told)) !== 'later') told = undefined;
        return true;
      }
      failingSince ??= now;
      const span = Math.floor(failingSince / SAME_MS);
      if (told === undefined && clock.now() - failingSince >= PATIENCE_MS)
        told = (await tell(sign, 'began', span)) === 'later' ? undefined : span;
      return false;
    },
  };
}
