import { ExpectedError } from './errors.ts';
import type { FailureReason } from './failure.ts';
import type { JsonObject } from './json.ts';

export const providerNames = ['freepik', 'apiframe'] as const;
export type ProviderName = (typeof providerNames)[number];

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
  /** Raw base64, or an address under which the provider can fetch it. */
  readonly as: 'base64' | 'address';
  /** The field is a list, to which this one is added. */
  readonly isInList?: boolean;
}

/** How an endpoint wants to be spoken to. */
export interface Manner {
  /** JSON where nothing is said. */
  readonly encoding?: 'form';
  /** The answer to the POST is the result: there is nothing to ask for later. */
  readonly answer?: 'at-once';
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
}

export interface Provider {
  /** Exactly one POST. Throws SubmitError, whose `fate` says whether a task may exist. */
  submit(request: PreparedRequest, signal: AbortSignal): Promise<TaskState>;
  /** `ticket` is whatever a submit answered, and enough to ask again. Throws PollError when nothing was learned. */
  poll(ticket: string, signal: AbortSignal): Promise<TaskState>;
  /** Where one request may ask for several; a task that the provider does not know is not in the answer. */
  readonly pollMany?: {
    readonly most: number;
    ask(tickets: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, TaskState>>;
  };
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
 * `not-accepted` may be sent again, `refused` must not, `unknown` may have made a task.
 */
export type SubmitFate = 'not-accepted' | 'refused' | 'unknown';

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
  readonly kind: 'unreachable' | 'missing' | 'key' | 'credits' | 'busy' | 'blocked';
  readonly retryAfterMs: number | undefined;

  constructor(kind: PollError['kind'], options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(`Poll failed: ${kind}`, { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}
