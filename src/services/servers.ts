import type { Clock } from '../core/clock.ts';
import type { Language } from '../core/language.ts';
import type { DiscordApi, MessageBody } from './delivery/discord-api.ts';
import { troubleOf } from './delivery/discord-error.ts';
import type { Log } from './log.ts';
import type { Store } from './store/contract.ts';

/** A server as Discord shows it when the bot may see it. */
export interface SeenServer {
  readonly id: string;
  /** When the bot became a member, by Discord's clock. */
  readonly joinedAt: number;
  readonly language: Language;
  /** Where Discord itself speaks to the members; undefined where the bot may not write there. */
  readonly systemChannelId: string | undefined;
}

/** Knows which servers the bot is a member of, so that a joining is told from a reconnection. */
export interface KnownServers {
  seen(server: SeenServer): Promise<void>;
  left(id: string): Promise<void>;
  /** All that there are among those that are ours to see: the others were left while nobody looked. */
  complete(ids: readonly string[], isOurs: (id: string) => boolean): Promise<void>;
}

interface KnownServersParts {
  readonly store: Pick<Store, 'servers' | 'documents'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly greet: (server: SeenServer) => Promise<void>;
}

/** Servers that were joined before the first start of a version that greets are not news. */
const SINCE = 'servers:since';

export async function openKnownServers({ store, clock, log, greet }: KnownServersParts): Promise<KnownServers> {
  const since = Number((await store.documents.get(SINCE)) ?? clock.now());
  await store.documents.set(SINCE, String(since));
  const known = new Map((await store.servers.here()).map(({ id, joinedAt }) => [id, joinedAt]));

  async function left(id: string): Promise<void> {
    known.delete(id);
    await store.servers.left(id, clock.now());
    log.info({ server: id }, 'server left: what runs for it goes on');
  }

  return {
    async seen(server) {
      const { id, joinedAt } = server;
      if (known.get(id) === joinedAt) return;
      known.set(id, joinedAt);
      if (!(await store.servers.joined(id, joinedAt)) || joinedAt < since) return;
      log.info({ server: id }, 'server joined');
      await greet(server);
    },
    left,
    async complete(ids, isOurs) {
      const present = new Set(ids);
      for (const { id } of await store.servers.here()) if (isOurs(id) && !present.has(id)) await left(id);
    },
  };
}

interface GreetParts {
  readonly api: Pick<DiscordApi, 'createMessage'>;
  readonly log: Log;
  readonly render: (language: Language) => MessageBody;
  /** Undefined: all servers. */
  readonly allowedGuilds: readonly string[] | undefined;
}

/** One message to a server that was joined; where it cannot be sent, members find /help all the same. */
export const createGreet =
  ({ api, log, render, allowedGuilds }: GreetParts) =>
  async ({ id, joinedAt, language, systemChannelId }: SeenServer): Promise<void> => {
    if (allowedGuilds && !allowedGuilds.includes(id)) {
      log.warn({ server: id }, 'a server outside of ALLOWED_GUILDS added the bot');
      return;
    }
    if (systemChannelId === undefined) return;
    try {
      await api.createMessage(systemChannelId, nonceOf(id, joinedAt), render(language), []);
    } catch (error) {
      log.warn({ err: error, server: id, trouble: troubleOf(error) }, 'server not greeted');
    }
  };

/** One for each joining, within Discord's 25 characters. */
const nonceOf = (id: string, joinedAt: number): string => `${BigInt(id).toString(36)}-${joinedAt.toString(36)}`;
