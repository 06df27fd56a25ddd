import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../src/core/clock.ts';
import type { MisbehaviourRule } from './misbehaviour.ts';
import type { LoggedRequest } from './request-log.ts';
import type { LocalTask } from './task-engine.ts';
import type { SentWebhook } from './webhook-sender.ts';

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface LocalProviderOptions {
  readonly clock?: Clock;
  /** Made at random when not said. */
  readonly apiKey?: string;
  readonly port?: number;
  readonly resultPort?: number;
  /** How long a task takes; of a function, `ordinal` counts tasks from 1. */
  readonly taskMs?: number | ((ordinal: number) => number);
  readonly urlLifeMs?: number;
  /** The pixel sizes of the real service, which take seconds to make. */
  readonly fullSize?: boolean;
}

export interface LocalProvider<Kind extends string> {
  readonly url: string;
  /** host:port of `url`: a few results come from there too. */
  readonly apiHost: string;
  /** host:port that results come from: never the API's. */
  readonly resultHost: string;
  readonly apiKey: string;
  readonly tasks: readonly LocalTask[];
  readonly requests: readonly LoggedRequest[];
  /** What a client did that the real service would let pass, to its harm. */
  readonly complaints: readonly string[];
  readonly webhooks: readonly SentWebhook[];
  /** Accepted tasks: the money. */
  readonly billed: number;
  readonly peakInFlight: number;
  /** Tasks that have not ended yet. */
  inFlight(): number;
  /** Returns what takes the rule back. */
  misbehave(rule: MisbehaviourRule<Kind>): () => void;
  /** Connections are refused until `up`; `part` is both when not said. */
  down(part?: 'api' | 'results'): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}
