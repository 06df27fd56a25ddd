import { retired } from '../core/card.ts';
import type { Clock } from '../core/clock.ts';
import { promptOf } from '../core/job.ts';
import { unreachable } from '../core/json.ts';
import type { Catalog, KnownLora, OperationOption } from '../core/operation.ts';
import type { JobSuggestion } from '../core/pages.ts';
import type { Store } from '../services/store/contract.ts';
import { listedChoices, loraChoices, pictureChoices } from '../views/autocomplete.ts';
import type { Actor } from './shared/actor.ts';
import type { Question } from './shared/reply.ts';

interface AutocompleteParts {
  readonly store: Pick<Store, 'jobs' | 'sources'>;
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'known' | 'findOffered'>;
  readonly loras: () => { readonly looks: readonly KnownLora[]; readonly characters: readonly KnownLora[] };
}

/** Enough that typing finds what was made this week, few enough to be read at every key. */
const RECENT = 100;
const RECENT_FILES = 25;

/** What Discord offers while a member types an option of an operation. */
export function createAutocomplete({ store, clock, catalog, loras }: AutocompleteParts) {
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
            title: (catalog.known(job.operation) ?? retired(job.operation)).title,
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

  return async ({ payload: { data }, actor }: Question) => {
    const focused = data?.options?.find((option) => option.focused);
    const known = catalog.findOffered(data?.name ?? '')?.options.find(({ name }) => name === focused?.name);
    return known ? suggest(known, String(focused?.value ?? ''), actor) : [];
  };
}

export type Autocomplete = ReturnType<typeof createAutocomplete>;
