import { ExpectedError } from './errors.ts';
import type { FailureReason } from './failure.ts';
import type { JsonObject } from './json.ts';
import type { PictureType } from './picture.ts';

export const providerNames = ['freepik', 'apiframe'] as const;
export type ProviderName = (typeof providerNames)[number];

/** APIFRAME has two APIs that know nothing of each other; which of them answers, the key decides. */
export type ApiframeApi = 'v1' | 'v2';

/** As they call themselves. */
export const providerTitles: Readonly<Record<ProviderName, string>> = { freepik: 'Freepik', apiframe: 'APIFRAME' };

/** One picture of a result: where to fetch it, or what came with a synchronous answer. */
export interface RemoteImage {
  readonly source: { readonly url: string } | { readonly bytes: Uint8Array };
  readonly nsfw?: boolean;
}

/** The one way in which every provider tells how a task stands. */
export type TaskState =
  | { readonly status: 'pending'; readonly ticket: string; readonly progress?: number }
  | { readonly status: 'succeeded'; readonly images: readonly RemoteImage[]; readonly ticket?: string }
  | { readonly status: 'failed'; readonly reason: FailureReason; readonly ticket?: string };

/** Where a picture goes in the body of a request. */
export interface PictureSlot {
  readonly field: string;
  /** The option whose picture it is. */
  readonly option: string;
  /** Raw base64, an address of ours under which the provider can fetch it, or one of its own, where it was uploaded. */
  readonly as: 'base64' | 'address' | 'upload';
  /** The field stands in this object of the body. */
  readonly within?: string;
  /** The field is a list, to which this one is added. */
  readonly isInList?: boolean;
}

/** How an endpoint wants to be spoken to. */
export interface Manner {
  /** JSON where nothing is said. */
  readonly encoding?: 'form';
  /** The answer to the POST is the result: there is nothing to ask for later. */
  readonly answer?: 'at-once';
  /** Below which its tasks are asked for, where that is not the path of its orders. */
  readonly pollPath?: string;
}

/** Where orders of an operation go. */
export interface Endpoint extends Manner {
  readonly path: string;
  /**
   * A field without which every order is refused for nothing: by one that lacks it the endpoint is looked for. Where
   * none is named an empty order would be taken and billed, so that only an order in earnest can show it.
   */
  readonly required?: string;
  /** The choice that leads here, where an operation has several endpoints. */
  readonly choice?: { readonly option: string; readonly value: string };
}

/** What we do ourselves to each picture that comes back. */
export interface Finish {
  readonly kind: 'background';
  /** `#rrggbb`, or `blur` of the picture in `option`. */
  readonly background: string;
  readonly option: string;
}

/** What an operation asks for, JSON only: pictures are named and put in when the request is sent. */
export interface ProviderRequest extends Manner {
  readonly provider: ProviderName;
  /** Path of the endpoint. */
  readonly path: string;
  readonly body: JsonObject;
  readonly pictures: readonly PictureSlot[];
  readonly finish?: Finish;
}

/** A request as it is sent: the slots are filled. */
export interface PreparedRequest extends Manner {
  readonly path: string;
  readonly body: JsonObject;
  /** One for each submission: sent twice, it is one order where the provider knows orders by their ids. */
  readonly orderId: string;
  /** Where the provider is to tell by itself how the task stands: it goes into the body in the provider's own words. */
  readonly webhook?: WebhookAddress;
}

/** Known before the POST leaves, and the same however often it is sent. */
export interface WebhookAddress {
  readonly url: string;
  /** Random, of this one task: for a provider that sends it back in place of a signature. */
  readonly secret: string;
}

/** What came to such an address, byte for byte. */
export interface RawWebhook {
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface WebhookNews {
  /** Of this one delivery, where the provider numbers them: what is sent again has it again. */
  readonly id?: string;
  /** As a look at the task would have told it. Of what goes on, only a `progress` of 1 is worth that look. */
  readonly state: TaskState;
}

/** How a provider tells by itself how a task stands. Pure. */
export interface Webhooks {
  /** Whether the provider itself sent this, and now; `secret` is the one of the task's address. Constant in time. */
  isGenuine(webhook: RawWebhook, known: { readonly secret: string; readonly now: number }): boolean;
  /** What a genuine one says of the task that this request made; undefined where that is nothing. */
  read(webhook: RawWebhook, request: Manner & { readonly path: string }): WebhookNews | undefined;
}

/** That the same order, sent once more, is the task that it made the first time. */
interface Repeats {
  /** Since the first sending. */
  readonly forMs: number;
  /** The same for what is the same order: address, key and bytes. Nothing can be read from it. */
  fingerprint(request: PreparedRequest): string;
}

export interface Provider {
  /** Exactly one POST. Throws SubmitError, whose `fate` says whether a task may exist. */
  submit(request: PreparedRequest, signal: AbortSignal): Promise<TaskState>;
  readonly repeats?: Repeats;
  /** Keeps a picture for an hour or two and answers with its address. Throws SubmitError; never makes a task. */
  upload?(bytes: Uint8Array, type: PictureType, signal: AbortSignal): Promise<string>;
  /** `ticket` is whatever a submit answered, and enough to ask again. Throws PollError when nothing was learned. */
  poll(ticket: string, signal: AbortSignal): Promise<TaskState>;
  /** Where one request may ask for several; a task that the provider does not know is not in the answer. */
  readonly pollMany?: {
    readonly most: number;
    ask(tickets: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, TaskState>>;
  };
  /** Undefined where nobody could tell whether one is genuine: then no request names an address. */
  readonly webhooks?: Webhooks;
  /** A read that costs nothing and shows whether the key is taken. Throws PollError when nothing was learned. */
  probe(signal: AbortSignal): Promise<KeyState>;
  /** Whether an endpoint is there, by a question that can never become an order; `unknown` where there is none. */
  presence(endpoint: Endpoint, signal: AbortSignal): Promise<Presence>;
}

export type KeyState =
  /** With what is left on its account, where the provider tells. */
  | { readonly status: 'taken'; readonly credits?: number }
  | { readonly status: 'refused' }
  /** Turned away by something in front of the provider, which never saw the key. */
  | { readonly status: 'blocked' };

/** `unknown`: the answer says nothing of the endpoint itself. */
export type Presence = 'there' | 'gone' | 'unknown';

/** What a refused order shows to be retired, or outside our `plan`, and by which status. */
export interface Retired {
  readonly what: 'endpoint' | 'model' | 'plan';
  readonly status: number;
}

/**
 * What became of a POST that brought no task:
 * `not-accepted` may be sent again, `refused` must not, `unknown` may have made a task; so may `repeatable`, of which the
 * same order asks once more without making another.
 */
export type SubmitFate = 'not-accepted' | 'refused' | 'unknown' | 'repeatable';

interface SubmitErrorOptions {
  readonly retryAfterMs?: number;
  readonly retired?: Retired;
  readonly cause?: unknown;
}

export class SubmitError extends ExpectedError {
  override readonly name = 'SubmitError';
  readonly fate: SubmitFate;
  readonly reason: FailureReason;
  readonly retryAfterMs: number | undefined;
  readonly retired: Retired | undefined;

  constructor(fate: SubmitFate, reason: FailureReason, options: SubmitErrorOptions = {}) {
    super(`Submit ${fate}: ${reason.code}`, { cause: options.cause });
    this.retired = options.retired;
    this.fate = fate;
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Nothing was learned of the task: it is still pending as far as anybody knows. */
export class PollError extends ExpectedError {
  override readonly name = 'PollError';
  /** `other-api`: the ticket is of an API that the present key does not speak. */
  readonly kind: 'unreachable' | 'missing' | 'key' | 'credits' | 'busy' | 'blocked' | 'other-api';
  readonly retryAfterMs: number | undefined;

  constructor(kind: PollError['kind'], options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(`Poll failed: ${kind}`, { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}
