import type { JsonObject } from '../../core/json.ts';
import { pictureInputSchema } from '../../core/picture-input.ts';
import type { PreparedRequest, ProviderRequest } from '../../core/provider.ts';
import type { HeldJob } from '../store/contract.ts';
import type { JobParts } from './parts.ts';

/** The copy of what went into this option was removed for its age. */
export class ExpiredInput extends Error {
  override readonly name = 'ExpiredInput';
  readonly option: string;

  constructor(option: string) {
    super('A picture of the request has expired');
    this.option = option;
  }
}

/** From a row to what is sent. */
export function createRequests({ operation, facts, sources }: Pick<JobParts, 'operation' | 'facts' | 'sources'>) {
  const read = (job: HeldJob) => operation(job.operation)?.prepare(job.input, facts());

  return {
    read,
    /** The request as the operation makes it today from what is stored. */
    of(job: HeldJob): ProviderRequest | undefined {
      const prepared = read(job);
      return prepared?.ok ? prepared.job.request : undefined;
    },

    /** Puts the pictures into their slots. */
    async fill(request: ProviderRequest, job: HeldJob): Promise<PreparedRequest> {
      const { path, encoding, answer } = request;
      const manner = { ...(encoding && { encoding }), ...(answer && { answer }) };
      const body: Record<string, JsonObject[string]> = { ...request.body };
      for (const { field, option, as, isInList } of request.pictures) {
        const picture = pictureInputSchema.parse(job.input[option]);
        if (picture.kind !== 'stored') throw new Error('A picture was not copied before its job was queued');
        if (!(await sources.isKept(picture.key))) throw new ExpiredInput(option);
        const value =
          as === 'base64' ? await sources.readBase64(picture.key) : await sources.addressOf(picture, job.ownerId);
        const before = body[field];
        body[field] = isInList ? [...(Array.isArray(before) ? before : []), value] : value;
      }
      return { path, body, ...manner };
    },
  };
}
