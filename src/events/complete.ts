import type { Clock } from '../core/clock.ts';
import { unreachable } from '../core/json.ts';
import type { KnownLora, Operation, OperationOption } from '../core/operation.ts';
import type { JobSuggestion } from '../core/pages.ts';
import type { Store } from '../services/store/contract.ts';
import { listedChoices, loraChoices } from '../views/autocomplete.ts';
import { pictureChoices } from '../views/suggestions.ts';
import type { Actor } from './actor.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import { promptOf, retired } from './member-commands/read-card.ts';

export interface CompleteParts {
  readonly store: Pick<Store, 'jobs' | 'sources'>;
  readonly clock: Clock;
  /** Offered here and now. */
  readonly offered: (name: string) => Operation | undefined;
  /** Of every operation that there is. */
  readonly operation: (name: string) => Operation | undefined;
  readonly loras: () => { readonly looks: readonly KnownLora[]; readonly characters: readonly KnownLora[] };
}

/** Enough that typing finds what was made this week, few enough to be read at every key. */
const RECENT = 100;
const RECENT_FILES = 25;

/** What Discord offers while a member types an option of an operation. */
export function createComplete({ store, clock, offered, operation, loras }: CompleteParts) {
  async function pictures({ ownerId, place }: Actor, typed: string) {
    const [jobs, files] = await Promise.all([
      store.jobs.pictured(ownerId, { limit: RECENT, offset: 0 }),
      store.sources.recent(ownerId, RECENT_FILES),
    ]);
    const ageOf = (at: number) => clock.now() - at;
    const results = jobs.flatMap((job) =>
      [...job.results.entries()]
        .filter(([, { isExpired }]) => !isExpired)
        .map(
          ([index]): JobSuggestion => ({
            jobId: index === 0 ? job.id : `${job.id}:${index + 1}`,
            title: (operation(job.operation) ?? retired(job.operation)).title,
            prompt: promptOf(job),
            ageMs: ageOf(job.createdAt),
          }),
        ),
    );
    const copies = files.map(({ key, name, at }) => ({ key, name, ageMs: ageOf(at) }));
    return pictureChoices(results, copies, typed, place.language);
  }

  async function suggest(option: OperationOption, typed: string, actor: Actor) {
    switch (option.suggests) {
      case 'looks':
      case 'characters':
        return loraChoices(loras()[option.suggests], typed);
      case 'choices':
        return listedChoices(option.choices ?? [], typed, actor.place.language);
      case 'pictures':
        return pictures(actor, typed);
      case undefined:
        return [];
      default:
        return unreachable(option.suggests);
    }
  }

  return async ({ data }: InteractionPayload, actor: Actor) => {
    const focused = data?.options?.find((option) => option.focused);
    const known = offered(data?.name ?? '')?.options.find(({ name }) => name === focused?.name);
    return known ? suggest(known, String(focused?.value ?? ''), actor) : [];
  };
}

export type Complete = ReturnType<typeof createComplete>;
