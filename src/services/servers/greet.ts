import type { Language } from '../../core/language.ts';
import type { DiscordApi, MessageBody } from '../delivery/discord-api.ts';
import { troubleOf } from '../delivery/discord-error.ts';
import type { Log } from '../logging/create-log.ts';
import type { SeenServer } from './server-book.ts';

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
