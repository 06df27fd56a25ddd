import type { JsonObject } from '../../core/json.ts';
import { decisionFor, tooFine } from '../../core/limits/judge.ts';
import { subjectOf } from '../../core/limits/rules.ts';
import { isAtHand, PictureError, pictureInputSchema, picturesOf } from '../../core/picture.ts';
import type { Refusal } from '../../core/refusal.ts';
import { pictureRefusal } from '../pictures/find.ts';
import type { HeldJob } from '../store/contract.ts';
import type { JobParts } from './contract.ts';
import type { Settle } from './settle.ts';

type CopyParts = Pick<JobParts, 'store' | 'clock' | 'sources' | 'catalog' | 'limits'>;

/** Input with our own copies of its pictures. RefusedInput, TooFine: it will never do; other errors: not now. */
export type CopyInput = (job: HeldJob, signal: AbortSignal) => Promise<JsonObject>;

export function createCopyInput({ store, clock, sources, catalog, limits }: CopyParts): CopyInput {
  async function copyPictures(job: HeldJob, signal: AbortSignal): Promise<JsonObject> {
    const limits = catalog.known(job.operation)?.pictureLimits;
    const copied: Record<string, JsonObject[string]> = { ...job.input };
    for (const [option, value] of Object.entries(job.input)) {
      const picture = pictureInputSchema.safeParse(value).data;
      if (!picture) continue;
      if (picture.kind === 'stored' && isAtHand(picture, limits)) {
        await sources.use(picture.key, job.ownerId);
        continue;
      }
      // a link was typed into `from`
      const named = picture.kind === 'link' ? 'from' : option;
      copied[option] = await sources.keep(picture, job.ownerId, limits, signal).catch((error: unknown) => {
        throw error instanceof PictureError ? new RefusedInput(pictureRefusal(named, error), error) : error;
      });
    }
    return copied;
  }

  /** Sizes are known only now: what they rule out is said before anything is spent. */
  async function inputOf(job: HeldJob, signal: AbortSignal): Promise<JsonObject> {
    const input = await copyPictures(job, signal);
    const prepared = catalog.known(job.operation)?.prepare(input, catalog.facts());
    if (prepared?.ok === false) throw new RefusedInput(prepared.refusal);
    if (prepared?.ok && (await isTooFine(job, prepared.job.resolution))) throw new TooFine();
    return input;
  }

  /** What was not known when the limits were asked. */
  async function isTooFine(job: HeldJob, resolution: string | undefined): Promise<boolean> {
    const post = resolution === undefined ? undefined : await store.posts.byId(job.postId);
    if (!post) return false;
    const { account } = await limits.readAccount(store, subjectOf(post), clock.now());
    return tooFine(decisionFor(account, job.operation).resolution, resolution) !== undefined;
  }

  return inputOf;
}

export class RefusedInput extends Error {
  override readonly name = 'RefusedInput';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause?: unknown) {
    super(`Input refused: ${refusal.code}`, { cause });
    this.refusal = refusal;
  }
}

export class TooFine extends Error {
  override readonly name = 'TooFine';
}

type LookParts = Pick<JobParts, 'store' | 'clock' | 'log'> & { readonly settle: Settle; readonly copyInput: CopyInput };

type LookedAt =
  | { readonly kind: 'going-on'; readonly jobs: readonly HeldJob[] }
  /** Nothing is left of the order: whoever gave it is told in private. */
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Looks at what members handed in before anybody sees a card: what is no picture gets none. */
export type LookAhead = (jobs: readonly HeldJob[]) => Promise<LookedAt>;

type Look = { readonly input: JsonObject } | { readonly refusal: Refusal } | undefined;

/** Of the three seconds for an answer, and of the patience of who waits for it; what takes longer is copied later. */
const PATIENCE_MS = 2500;

export function createLookAhead({ store, clock, log, settle, copyInput }: LookParts): LookAhead {
  const look = (job: HeldJob, signal: AbortSignal): Promise<Look> =>
    copyInput(job, signal).then(
      (input) => ({ input }),
      // whatever else goes wrong is tried again, and told, where the job is worked on
      (error: unknown) => (error instanceof RefusedInput ? { refusal: error.refusal } : undefined),
    );

  async function withinPatience(jobs: readonly HeldJob[]): Promise<readonly Look[]> {
    const patience = new AbortController();
    let cancel = () => {};
    const isOver = new Promise<undefined>((resolve) => {
      cancel = clock.schedule(PATIENCE_MS, () => {
        patience.abort();
        resolve(undefined);
      });
    });
    // pictures of one order are often made from the same file
    const looks = new Map<string, Promise<Look>>();
    const lookOnce = (job: HeldJob): Promise<Look> => {
      const key = JSON.stringify(job.input);
      const known = looks.get(key) ?? look(job, patience.signal);
      looks.set(key, known);
      return Promise.race([known, isOver]);
    };
    return Promise.all(jobs.map(lookOnce)).finally(() => cancel());
  }

  /** What cannot be written down now is copied once more later. */
  const kept = (jobs: readonly HeldJob[], looks: readonly Look[]): Promise<readonly HeldJob[]> =>
    keep(jobs, looks).catch((err: unknown) => {
      log.warn({ err }, 'copies of pictures not written down yet');
      return jobs;
    });

  /** So that nothing is fetched twice. */
  async function keep(jobs: readonly HeldJob[], looks: readonly Look[]): Promise<readonly HeldJob[]> {
    return store.transaction(async (session) => {
      const kept: HeldJob[] = [];
      for (const [place, job] of jobs.entries()) {
        const found = looks[place];
        const row = found && 'input' in found && (await session.jobs.change(job, job.phase, { input: found.input }));
        kept.push(row || job);
      }
      return kept;
    });
  }

  return async function lookAhead(jobs) {
    if (!jobs.some(isHandedIn)) return { kind: 'going-on', jobs };
    const looks = await withinPatience(jobs);
    const refusals = looks.flatMap((each) => (each && 'refusal' in each ? [each.refusal] : []));
    const [refusal] = refusals;
    if (!refusal || refusals.length < jobs.length) return { kind: 'going-on', jobs: await kept(jobs, looks) };
    for (const job of jobs) await settle.forget(job);
    return { kind: 'refused', refusal };
  };
}

/** Of our own pictures it is known what they are. */
const isHandedIn = ({ input }: HeldJob): boolean =>
  picturesOf(input).some(({ kind }) => kind === 'attachment' || kind === 'link');
