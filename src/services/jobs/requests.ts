import type { SentOrder } from '../../core/job.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { type PictureType, pictureInputSchema, pictureTypeOf } from '../../core/picture.ts';
import type {
  PictureSlot,
  PreparedRequest,
  ProviderName,
  ProviderRequest,
  WebhookAddress,
} from '../../core/provider.ts';
import type { HeldJob } from '../store/contract.ts';
import { newNonce } from './accept.ts';
import type { JobParts } from './contract.ts';

/** The copy of what went into this option was removed for its age. */
export class ExpiredInput extends Error {
  override readonly name = 'ExpiredInput';
  readonly option: string;

  constructor(option: string) {
    super('A picture of the request has expired');
    this.option = option;
  }
}

interface Parts {
  readonly catalog: JobParts['catalog'];
  readonly sources: Pick<JobParts['sources'], 'isKept' | 'readBase64' | 'addressOf'>;
}

type Asked = Pick<HeldJob, 'operation' | 'input' | 'ownerId'>;

interface Uploading extends Pick<SentOrder, 'uploads'> {
  readonly upload: (bytes: Uint8Array, type: PictureType) => Promise<string>;
}

interface Filled extends Pick<SentOrder, 'uploads'> {
  readonly filled: Omit<PreparedRequest, 'orderId'>;
}

/** From a row to what is sent. */
export function createRequests({ catalog, sources }: Parts) {
  const read = (job: Asked) => catalog.known(job.operation)?.prepare(job.input, catalog.facts());

  async function pictureOf(
    { input, ownerId }: Asked,
    { option, as }: Pick<PictureSlot, 'option' | 'as'>,
    upload: Uploading['upload'],
  ): Promise<string> {
    const picture = pictureInputSchema.parse(input[option]);
    if (picture.kind !== 'stored') throw new Error('A picture was not copied before its job was queued');
    if (!(await sources.isKept(picture.key))) throw new ExpiredInput(option);
    if (as === 'address') return sources.addressOf(picture, ownerId);
    const base64 = await sources.readBase64(picture.key);
    return as === 'base64' ? base64 : upload(Buffer.from(base64, 'base64'), pictureTypeOf(picture.key));
  }

  return {
    read,
    /** The request as the operation makes it today from what is stored. */
    of(job: Asked): ProviderRequest | undefined {
      const prepared = read(job);
      return prepared?.ok ? prepared.job.request : undefined;
    },

    /** Puts the pictures into their slots; those that the provider keeps already are named by `uploads`. */
    async fill(request: ProviderRequest, job: Asked, { uploads: before, upload }: Uploading): Promise<Filled> {
      const { path, encoding, answer, pollPath } = request;
      const manner = { ...(encoding && { encoding }), ...(answer && { answer }), ...(pollPath && { pollPath }) };
      const body: Record<string, JsonObject[string]> = { ...request.body };
      const uploads: Record<string, string> = { ...before };
      for (const { field, option, as, within, isInList } of request.pictures) {
        const value = (as === 'upload' && uploads[option]) || (await pictureOf(job, { option, as }, upload));
        if (as === 'upload') uploads[option] = value;
        const outer = within === undefined ? body : body[within];
        const there = isJsonObject(outer) ? outer[field] : undefined;
        const filled = isInList ? [...(Array.isArray(there) ? there : []), value] : value;
        if (within === undefined) body[field] = filled;
        else body[within] = { ...(isJsonObject(outer) ? outer : {}), [field]: filled };
      }
      return { filled: { path, body, ...manner }, uploads };
    },
  };
}

interface OwnPath {
  readonly provider: ProviderName;
  /** Of the job. */
  readonly id: string;
  /** Of the submission. */
  readonly nonce: string;
}

/** Where a provider tells how a task stands; undefined where it could not reach us, or anybody could tell us anything. */
export function webhookAddress(
  { publicUrl }: Pick<JobParts['settings'], 'publicUrl'>,
  providers: JobParts['providers'],
  { provider, id, nonce }: OwnPath,
): WebhookAddress | undefined {
  if (!publicUrl || !providers.get(provider)?.provider.webhooks) return undefined;
  const url = `${publicUrl.href.replace(/\/+$/, '')}/webhooks/${provider}/${id}/${nonce}`;
  return { url, secret: newNonce() };
}
