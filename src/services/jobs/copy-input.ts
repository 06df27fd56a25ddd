import type { JsonObject } from '../../core/json.ts';
import { decisionFor } from '../../core/limits/account.ts';
import { tooFine } from '../../core/limits/judge.ts';
import { subjectOf } from '../../core/limits/subject.ts';
import { pictureInputSchema } from '../../core/picture-input.ts';
import { isAtHand } from '../../core/picture-limits.ts';
import type { Refusal } from '../../core/refusal.ts';
import { PictureError } from '../files/contract.ts';
import type { HeldJob } from '../store/contract.ts';
import type { JobParts } from './parts.ts';
import { pictureRefusal } from './picture-refusal.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'sources' | 'operation' | 'facts' | 'limits'>;

/** Input with our own copies of its pictures. RefusedInput, TooFine: it will never do; other errors: not now. */
export type CopyInput = (job: HeldJob, signal: AbortSignal) => Promise<JsonObject>;

export function createCopyInput({ store, clock, sources, operation, facts, limits }: Parts): CopyInput {
  async function copyPictures(job: HeldJob, signal: AbortSignal): Promise<JsonObject> {
    const limits = operation(job.operation)?.pictureLimits;
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
    const prepared = operation(job.operation)?.prepare(input, facts());
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
