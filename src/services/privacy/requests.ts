import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Language } from '../../core/language.ts';
import { DAY_MS } from '../../core/periods.ts';
import type { ExportPart, PrivacyState } from '../../core/privacy.ts';
import { ulid } from '../../core/ulid.ts';
import type { MessageBody } from '../delivery/discord-api.ts';
import type { PrivacyKind, PrivacyRequest, Store } from '../store/contract.ts';

/** What becomes of a request after a while of work on it. */
export type Outcome =
  | { readonly kind: 'done'; readonly ownerId: string }
  | { readonly kind: 'later'; readonly afterMs: number };

/** A request in our hands. */
export interface Held extends PrivacyRequest {
  /** Throws NoLongerOurs where somebody else goes on with it, or nobody shall. */
  save(progress: JsonObject): Promise<void>;
  /** Another one has waited long enough, or the process ends: what is left is done next time. */
  isTimeUp(): boolean;
}

export type Work = (request: Held) => Promise<Outcome>;

/** The request was taken off the record, or another process has it. */
export class NoLongerOurs extends Error {
  override readonly name = 'NoLongerOurs';
}

/** Nothing is said here: words come from outside. */
export interface PrivacyWords {
  readonly state: (state: PrivacyState, language: Language) => MessageBody;
  readonly part: (part: ExportPart, language: Language) => MessageBody;
  readonly readme: (at: string, language: Language) => string;
  readonly unsent: (language: Language) => { readonly title: string; readonly noLink: string };
}

const ended = z.object({ end: z.enum(['sent', 'closed', 'failed']) });

/** How an export ended, as it is on record. */
const endOf = ({ progress }: PrivacyRequest): 'sent' | 'closed' | 'failed' | undefined =>
  ended.safeParse(progress).data?.end;

/** Who asks, and how they are told when it is done. */
interface Asker {
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
export function createRequestPrivacy({ store, clock, hurry }: AskParts) {
  return async function requestPrivacy(kind: PrivacyKind, { ownerId, ...how }: Asker): Promise<Asked> {
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

export type RequestPrivacy = ReturnType<typeof createRequestPrivacy>;
