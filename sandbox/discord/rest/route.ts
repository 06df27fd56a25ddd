import type { Clock } from '../../../src/core/clock.ts';
import type { Cdn, IncomingFile } from '../attachments.ts';
import type { Commands } from '../commands.ts';
import type { Interactions } from '../interactions.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { BodyReader } from '../message-body.ts';
import type { MessageStore } from '../messages.ts';
import type { MessagePayloads } from '../payloads.ts';
import { hasPermission, type PermissionName } from '../permissions.ts';
import { refusals } from '../refusal.ts';
import { CHANNEL_TYPES, type Channel, type Guild, isThread, type World } from '../world.ts';
import type { LimitName, RateLimits } from './rate-limits.ts';

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

export interface Match {
  readonly route: Route;
  param(name: string): string;
}

interface Entry {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Literal segments win over parameters when they are listed first. */
export function createRouter(routes: readonly Route[]) {
  const table = new Map<string, Entry[]>();
  const known = new Map<string, Entry[]>();
  for (const route of routes) {
    const segments = route.template.split('/').slice(1);
    const key = `${segments.length} ${segments[0]}`;
    table.set(`${route.method} ${key}`, [...(table.get(`${route.method} ${key}`) ?? []), { route, segments }]);
    known.set(key, [...(known.get(key) ?? []), { route, segments }]);
  }

  return (method: string, segments: readonly string[]): Match => {
    const key = `${segments.length} ${segments[0]}`;
    const entry = table.get(`${method} ${key}`)?.find((candidate) => fits(candidate, segments));
    if (!entry) {
      const isKnown = known.get(key)?.some((candidate) => fits(candidate, segments));
      throw isKnown ? refusals.methodNotAllowed() : refusals.notFound();
    }
    const param = (name: string) => segments[entry.segments.indexOf(`:${name}`)] ?? '';
    return { route: entry.route, param };
  };
}

function fits(entry: Entry, segments: readonly string[]): boolean {
  return entry.segments.every((part, index) => part.startsWith(':') || part === segments[index]);
}

/** The channel, if the bot itself may do this there. */
export function reachChannel({ world }: Services, id: string, needed: readonly PermissionName[] = []): Channel {
  const channel = world.channels.get(id);
  if (!channel) throw refusals.unknownChannel();
  if (channel.guildId === undefined) {
    if (channel.type !== CHANNEL_TYPES.direct) throw refusals.missingAccess();
    return channel;
  }
  const isThere = world.guilds.get(channel.guildId)?.botInstalled === true;
  if (!isThere || !hasPermission(channel.botPermissions, 'VIEW_CHANNEL')) throw refusals.missingAccess();
  const isMissing = needed.some((name) => !hasPermission(channel.botPermissions, inThread(channel, name)));
  if (isMissing) throw refusals.missingPermissions();
  return channel;
}

function inThread(channel: Channel, name: PermissionName): PermissionName {
  return name === 'SEND_MESSAGES' && isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : name;
}

export function reachGuild({ world }: Services, id: string): Guild {
  const guild = world.guilds.get(id);
  if (!guild) throw refusals.unknownGuild();
  if (!guild.botInstalled) throw refusals.missingAccess();
  return guild;
}
