import { pino } from 'pino';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import { openStage, type Stage, type StageOptions } from '../../sandbox/stage.ts';
import { type App, type AppOptions, startApp } from '../../src/app.ts';
import { parseConfig, secretsOf } from '../../src/config.ts';
import type { Clock } from '../../src/core/clock.ts';
import { textsFor } from '../../src/i18n/index.ts';
import { createLog } from '../../src/services/log.ts';
import { putDatabase } from '../support/sqlite-template.ts';
import { inspect } from './inspect.ts';

export interface Bench extends Stage {
  readonly app: App;
  /** Everything that the bot logged. */
  readonly logged: string[];
  /** With these variables changed from now on. */
  restart(env?: Record<string, string>): Promise<void>;
}

type Overrides = Pick<AppOptions, 'wrapProvider'> & { readonly env?: Record<string, string>; readonly clock?: Clock };

/** The real bot against the local servers, in this process. */
export async function openBench(options: StageOptions & Overrides = {}): Promise<Bench> {
  const stage = await openStage(options);
  if (options.env?.['DATABASE_URL'] === undefined) await putDatabase(stage.dataDir);
  const logged: string[] = [];
  let config = parseConfig({ ...stage.env, ...options.env });
  const start = () =>
    startApp({
      config,
      log: createLog({
        level: 'debug',
        secrets: secretsOf(config),
        destination: { write: (line) => void logged.push(line) },
      }),
      onFatal: (error) => void logged.push(error.message),
      ...(options.clock ? { clock: options.clock } : {}),
      ...(options.wrapProvider ? { wrapProvider: options.wrapProvider } : {}),
    });
  let app = await start().catch(async (error: unknown) => {
    await stage.close();
    throw error;
  });
  return {
    ...stage,
    logged,
    get app() {
      return app;
    },
    async restart(env = {}) {
      await app.stop();
      config = parseConfig({ ...stage.env, ...options.env, ...env });
      app = await start();
    },
    /** Stops everything, and holds all that was sent and logged to what must always be true. */
    async close() {
      await app.stop();
      await stage.close();
      await inspect(stage, logged.join(''));
    },
  };
}

export function createScene({ discord }: Stage, name = 'a server') {
  const guild = discord.addGuild({ name, locale: 'en-US' });
  const channel = discord.addChannel(guild, { name: 'pictures' });
  const user = discord.addUser({ name: 'ann', locale: 'en-US' });
  return { guild, channel, user };
}

/** What can be pressed as English texts name it: `</help:1>` is the bold name of /help. */
export const named = (text: string): string => text.replace(/<\/([^:>]+):\d+>/g, '**/$1**');

/** Looks again and again until there is something: for what no event of the local Discord announces. */
export async function eventually<T>(
  read: () => T | undefined | false | 0 | Promise<T | undefined>,
  timeoutMs = 20_000,
): Promise<T> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    const value = await read();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not seen within ${timeoutMs} ms`);
}

/** All text of a message, buttons and alt texts included. */
export const textOf = (message: StoredMessage | undefined): string => JSON.stringify(message?.components ?? []);

/** A member's command or click, as far as its answer has come. */
interface Asked {
  message(): StoredMessage | undefined;
}

/** What the bot says in English: tests of something else look for it here, not for its wording. */
export const english = textsFor('en');

/** The answer, once it says this. */
export const said = (asked: Asked, words: RegExp | string): Promise<StoredMessage> =>
  eventually(() => {
    const text = named(textOf(asked.message()));
    return (typeof words === 'string' ? text.includes(words) : words.test(text)) ? asked.message() : undefined;
  });

/** The card, once its pictures are there. */
export const finished = (asked: Asked): Promise<StoredMessage> => said(asked, 'v1:again:');

/** The job that a card is of. */
export const jobOf = (message: StoredMessage | undefined): string =>
  /(?:Job|Mã) `([0-9A-Z]{26})`/.exec(textOf(message))?.[1] ?? '';

export function buttonOf(message: StoredMessage | undefined, action: string): string | undefined {
  return new RegExp(`"(v1:${action}:[^"]+)"`).exec(textOf(message))?.[1];
}

export const silent = pino({ level: 'silent' });
