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

/** What an operation asks for, JSON only: pictures are named and put in when the request is sent. */
export interface ProviderRequest {
  readonly provider: ProviderName;
  /** Path of the endpoint. */
  readonly path: string;
  readonly body: JsonObject;
  /** Body field -> the option whose picture goes there as raw base64. */
  readonly pictures: Readonly<Record<string, string>>;
}

/** A request as it is sent: each field of `pictures` holds its base64 in the body. */
export interface PreparedRequest {
  readonly path: string;
  readonly body: JsonObject;
}

export interface Provider {
  /** Exactly one POST. Throws SubmitError, whose `fate` says whether a task may exist. */
  submit(request: PreparedRequest, signal: AbortSignal): Promise<TaskState>;
  /** `ticket` is whatever a submit answered, and enough to ask again. Throws PollError when nothing was learned. */
  poll(ticket: string, signal: AbortSignal): Promise<TaskState>;
  /** A read that costs nothing and shows whether the key is taken. */
  probe(signal: AbortSignal): Promise<boolean>;
}

/**
 * What became of a POST that brought no task:
 * `not-accepted` may be sent again, `refused` must not, `unknown` may have made a task.
 */
export type SubmitFate = 'not-accepted' | 'refused' | 'unknown';

export class SubmitError extends Error {
  override readonly name = 'SubmitError';
  readonly fate: SubmitFate;
  readonly reason: FailureReason;
  readonly retryAfterMs: number | undefined;

  constructor(fate: SubmitFate, reason: FailureReason, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(`Submit ${fate}: ${reason.code}`, { cause: options.cause });
    this.fate = fate;
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Nothing was learned of the task: it is still pending as far as anybody knows. */
export class PollError extends Error {
  override readonly name = 'PollError';
  readonly kind: 'unreachable' | 'missing' | 'key' | 'credits' | 'busy';
  readonly retryAfterMs: number | undefined;

  constructor(kind: PollError['kind'], options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(`Poll failed: ${kind}`, { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}
