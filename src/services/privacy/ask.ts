import type { Clock } from '../../core/clock.ts';
import type { Language } from '../../core/language.ts';
import { DAY_MS } from '../../core/periods.ts';
import { ulid } from '../../core/ulid.ts';
import type { Store } from '../store/contract.ts';
import type { PrivacyKind } from '../store/privacy-contract.ts';
import { endOf } from './ended.ts';

/** Who asks, and how they are told when it is done. */
export interface Asker {
  readonly ownerId: string;
  readonly applicationId: string;
  readonly token: string;
  readonly tokenExpiresAt: number;
  readonly language: Language;
}

export type Asked =
  | { readonly kind: 'asked' }
  | { readonly kind: 'under-way'; readonly since: number }
  | { readonly kind: 'too-soon'; readonly next: number };

interface AskParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Somebody waits for what was just asked. */
  readonly hurry: () => void;
}

/** The answer that says that it begins comes before the one that says that it is over. */
const START_AFTER_MS = 1000;

/** Writes down what somebody wants, once; it is done in the background, whatever becomes of this process. */
export function createAskPrivacy({ store, clock, hurry }: AskParts) {
  return async function ask(kind: PrivacyKind, { ownerId, ...how }: Asker): Promise<Asked> {
    const askedAt = clock.now();
    const asked = await store.transaction(async ({ privacy }): Promise<Asked> => {
      const latest = await privacy.latest(ownerId, kind);
      if (latest && latest.doneAt === undefined) return { kind: 'under-way', since: latest.askedAt };
      const next = (latest?.askedAt ?? 0) + DAY_MS;
      if (latest && kind === 'export' && endOf(latest) === 'sent' && askedAt < next) return { kind: 'too-soon', next };
      const isOpened = await privacy.open({
        ...{ id: ulid(askedAt), kind, ownerId, askedAt, ...how },
        dueAt: askedAt + START_AFTER_MS,
      });
      return isOpened ? { kind: 'asked' } : { kind: 'under-way', since: askedAt };
    });
    if (asked.kind === 'asked') clock.schedule(START_AFTER_MS, hurry);
    return asked;
  };
}

export type AskPrivacy = ReturnType<typeof createAskPrivacy>;
