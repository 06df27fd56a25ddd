import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import type { InFront } from '../http/local-server.ts';
import { type Attachment, createCdn, createUserUploads } from './attachments.ts';
import { createCommands, createCommandVisibility } from './commands.ts';
import { createEvents, type Exchange } from './events.ts';
import { announce, announceMessages, createLocalGateway } from './gateway.ts';
import { createEnvelope, createHandles, createInteractions, type InteractionHandle } from './interactions.ts';
import type { JsonObject } from './json.ts';
import { createMessageStore, type StoredMessage } from './messages.ts';
import { createMessagePayloads } from './payloads.ts';
import { createRateLimits, type Limits } from './rest/rate-limits.ts';
import { allRoutes } from './rest/routes.ts';
import { createFaults, createRestHandler, type FaultRule } from './rest/server.ts';
import { createCommandActions, createComponentActions, createUserPosts } from './user-actions.ts';
import { type Channel, createSnowflakes, createWorld } from './world.ts';

export interface LocalDiscordOptions {
  readonly clock?: Clock;
  /** How long an interaction waits for its first response: three seconds, as Discord's, where nothing is said. */
  readonly firstResponseMs?: number;
  readonly port?: number;
  readonly inFront?: InFront | undefined;
  readonly token?: string;
  readonly limits?: Limits;
  readonly maxRequestBytes?: number;
  /** In bytes: put into interactions, and what a single file may have. */
  readonly attachmentSizeLimit?: number;
  readonly shards?: number;
  readonly maxConcurrency?: number;
  readonly heartbeatMs?: number;
  readonly seed?: number;
  /** False: only what is known about a bot's uploads is kept, for runs of thousands of pictures. */
  readonly keepAttachmentBytes?: boolean;
  /** How many exchanges are remembered; the oldest go first. */
  readonly maxExchanges?: number;
}

export type LocalDiscord = Awaited<ReturnType<typeof startLocalDiscord>>;

const LOCAL_TOKEN = 'local-discord-accepts-this-token';

const MIB = 1024 * 1024;

export async function startLocalDiscord(options: LocalDiscordOptions = {}) {
  const { clock = systemClock, token = LOCAL_TOKEN, seed = 1, maxExchanges = 20_000, port = 0 } = options;
  const attachmentSizeLimit = options.attachmentSizeLimit ?? 20 * MIB;
  const nextId = createSnowflakes(clock, seed);
  const applicationId = nextId();
  const events = createEvents();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const own = portOf(server.address());
  const host = `127.0.0.1:${(await options.inFront?.(own)) ?? own}`;
  const cdn = createCdn({ clock, secret: `local cdn ${seed}`, host: () => host });
  const payloads = createMessagePayloads({ cdn, applicationId, users: () => world.users });
  const messages = createMessageStore({
    clock,
    nextId,
    cdn,
    emit: events.emit,
    reacted: (reaction) => events.emit('reaction', reaction),
  });
  const gatewayUrl = () => `ws://${host}/gateway`;

  const gateway = createLocalGateway({
    server,
    token,
    applicationId,
    heartbeatMs: options.heartbeatMs ?? 41_250,
    url: gatewayUrl,
    now: () => clock.now(),
    world: () => world,
  });
  const world = createWorld({ clock, nextId, onChange: (change) => announce(gateway, world, clock, change) });
  const commands = createCommands({ clock, nextId, applicationId });
  let tampered = (payload: JsonObject): JsonObject => payload;
  const interactions = createInteractions({
    clock,
    firstResponseMs: options.firstResponseMs,
    emit: events.emit,
    envelope: createEnvelope({ world, applicationId, attachmentSizeLimit, now: () => clock.now() }),
    deliver: (guildId, payload, session) =>
      void gateway.deliver(guildId, 'INTERACTION_CREATE', tampered(payload), session),
  });
  const handles = createHandles(messages);
  const faults = createFaults();
  const uploads = createUserUploads({ cdn, nextId, sizeLimit: attachmentSizeLimit });
  const visibility = createCommandVisibility(world, commands);
  const context = { world, commands: visibility, messages, payloads, interactions, handles, uploads, nextId };
  const exchanges: Exchange[] = [];
  announceMessages({ gateway, world, events, payloads });

  const services = {
    clock,
    world,
    commands,
    messages,
    payloads,
    interactions,
    limits: createRateLimits(clock, options.limits),
    cdn,
    reader: { cdn, world, nextId, attachmentSizeLimit, keepBytes: options.keepAttachmentBytes ?? true },
    nextId,
    applicationId,
    gatewayUrl,
    shards: options.shards ?? 1,
    maxConcurrency: options.maxConcurrency ?? 16,
  };
  const rest = createRestHandler({
    services,
    routes: allRoutes(services),
    faults,
    token,
    maxRequestBytes: options.maxRequestBytes ?? 25 * MIB,
    opened(exchange) {
      if (exchanges.length >= maxExchanges) exchanges.splice(0, Math.ceil(maxExchanges / 4));
      exchanges.push(exchange);
    },
    closed: (exchange) => events.emit('exchange', exchange),
  });
  server.on('request', (request, response) => {
    const target = new URL(request.url ?? '/', `http://${host}`);
    if (/^\/(ephemeral-)?attachments\//.test(target.pathname)) return cdn.serve(target, response);
    // A client that went away while it sent has no answer to get.
    rest(request, response).catch(() => response.destroy());
  });

  return {
    apiUrl: `http://${host}/api`,
    cdnHost: host,
    token,
    applicationId,
    botUserId: world.bot.id,
    ownerId: world.owner.id,
    owner: world.owner,
    bot: world.bot,

    addUser: world.addUser,
    addGuild: world.addGuild,
    addChannel: world.addChannel,
    addRole: world.addRole,
    setMember: world.setMember,
    removeMember: world.removeMember,
    setBotPermissions: world.setBotPermissions,
    openDm: world.openDm,
    openGroup: world.openGroup,
    closeThread: world.closeThread,
    changeChannel: world.changeChannel,
    deleteChannel(channel: Channel): void {
      for (const message of messages.list(channel.id)) messages.remove(message);
      world.removeChannel(channel);
    },
    joinGuild: world.joinGuild,
    leaveGuild: world.leaveGuild,
    setOutage: world.setOutage,

    /** What is registered, of everywhere and of servers. */
    commands: commands.all,
    /** One entry for each writing request, so that needless registration shows. */
    registrations: commands.registrations,

    ...createCommandActions(context),
    ...createComponentActions(context),
    ...createUserPosts({ world, messages, uploads }),
    /** The same interaction once more: same id, same token. */
    redeliver: (handle: InteractionHandle, chosen: { session?: string } = {}) =>
      interactions.redeliver(handles.record(handle), chosen.session),

    messages: messages.list,
    message: messages.live,
    /** Deleted ones and those of every channel too. */
    allMessages: messages.all,
    /** The message as the API shows it, with fresh links. */
    payload: (message: StoredMessage) => payloads.message(message),
    attachmentUrl: (attachment: Attachment) => cdn.url(attachment),
    attachmentBytes: (url: string) => cdn.named(url)?.bytes,

    on: events.on,
    until: events.until,
    exchanges,
    dropExchanges: () => void exchanges.splice(0),
    fault: (rule: FaultRule) => faults.add(rule),
    gateway: gateway.controls,
    /** What the bot is told of an interaction from now on, in place of what it is: an id and token of its own are still answered. */
    tamper(change: (payload: JsonObject) => JsonObject): void {
      tampered = change;
    },

    async close(): Promise<void> {
      interactions.close();
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the local Discord has no port');
  return address.port;
}
