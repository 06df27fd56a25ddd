import type { Clock } from '../../../src/core/clock.ts';
import type { Cdn } from '../cdn.ts';
import type { Commands } from '../commands.ts';
import type { Interactions } from '../interactions.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { BodyReader } from '../message-body.ts';
import type { MessagePayloads } from '../message-payload.ts';
import type { MessageStore } from '../messages.ts';
import type { LimitName, RateLimits } from '../rate-limits.ts';
import { refusals } from '../refusal.ts';
import type { IncomingFile } from '../types.ts';
import type { World } from '../world.ts';

export interface Services {
  readonly clock: Clock;
  readonly world: World;
  readonly commands: Commands;
  readonly messages: MessageStore;
  readonly payloads: MessagePayloads;
  readonly interactions: Interactions;
  readonly limits: RateLimits;
  readonly cdn: Cdn;
  readonly reader: BodyReader;
  readonly nextId: () => string;
  readonly applicationId: string;
  readonly gatewayUrl: () => string;
  readonly shards: number;
  readonly maxConcurrency: number;
}

export interface RouteRequest {
  readonly body: Json;
  readonly files: readonly IncomingFile[];
  readonly query: URLSearchParams;
  param(name: string): string;
}

export interface RouteAnswer {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LimitUse {
  readonly name: LimitName;
  readonly bucket: string;
  readonly key: string;
}

export interface Route {
  readonly method: string;
  /** As in /channels/:channel/messages */
  readonly template: string;
  /** Reached by an interaction's token: no bot token, no global limit. */
  readonly isOpen?: boolean;
  readonly limits?: (param: (name: string) => string) => readonly LimitUse[];
  readonly handle: (request: RouteRequest) => RouteAnswer;
}

export const done = (body: Json): RouteAnswer => ({ status: 200, body });
export const nothing: RouteAnswer = { status: 204 };

export function bodyOf(request: RouteRequest): JsonObject {
  if (request.body === undefined) return {};
  if (!isObject(request.body)) throw refusals.invalidJson();
  return request.body;
}
