import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { ServerFault as Fault } from '../../sandbox/http/misbehaviour.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { long } from '../support/long.ts';
import { type Bench, createScene, eventually, openBench, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { pictureFile } from './pictures.ts';

type Stop = () => unknown;

interface Outage {
  readonly name: string;
  /** What begins it; what it returns ends it. */
  readonly begin: (at: Bench) => readonly Stop[] | Promise<readonly Stop[]>;
  /** Orders that it may turn away in words: none where nothing is said. */
  readonly mayRefuse?: 'any' | 'those that it is about';
  /** Discord itself is in trouble: whoever asks meanwhile may see no answer. */
  readonly isDiscord?: boolean;
  /** Connections that say nothing are given up after half a minute, and no clock of ours shortens that. */
  readonly isSlow?: boolean;
}

const HELD_WORD = 'owl';
const isAboutWord = ({ body }: { readonly body?: unknown }) => JSON.stringify(body ?? {}).includes(HELD_WORD);
const isApi = ({ path }: { readonly path: string }) => !/^\/gateway|\/applications\/@me/.test(path);

const freepikKinds = ['submit', 'poll', 'loras', 'flows'] as const;
const apiframeKinds = ['submit', 'poll', 'poll-many', 'account'] as const;
const everywhere = (as: Fault) => (at: Bench) => [
  ...freepikKinds.map((on) => at.freepik.misbehave({ on, as })),
  ...apiframeKinds.map((on) => at.apiframe.misbehave({ on, as })),
];
const downloads = (as: Fault) => (at: Bench) =>
  [at.freepik, at.apiframe].map((provider) => provider.misbehave({ on: 'download', as }));
const uploads = (as: '413' | 'hang') => (at: Bench) => (at.files ? [at.files.misbehave({ on: 'upload', as })] : []);

const outages: readonly Outage[] = [
  { name: 'providers that answer 500 to everything', begin: everywhere('500'), mayRefuse: 'any' },
  { name: 'a firewall in front of the providers', begin: everywhere('firewall') },
  {
    name: 'a plan without what one order wants',
    begin: ({ freepik }) => [freepik.misbehave({ on: 'submit', as: '403', when: isAboutWord })],
    mayRefuse: 'those that it is about',
  },
  {
    name: 'an account without credits for orders',
    begin: ({ freepik, apiframe }) => [
      freepik.misbehave({ on: 'submit', as: '402' }),
      apiframe.misbehave({ on: 'submit', as: '402' }),
    ],
    mayRefuse: 'any',
  },
  {
    name: 'tasks that cannot be found',
    begin: ({ freepik, apiframe }) => [
      freepik.misbehave({ on: 'poll', as: '404' }),
      apiframe.misbehave({ on: 'poll', as: '404' }),
    ],
  },
  {
    name: 'a question about many that is refused',
    begin: ({ apiframe }) => [apiframe.misbehave({ on: 'poll-many', as: '400-flat' })],
  },
  {
    name: 'tasks that are completed before their links are there',
    begin: ({ freepik, apiframe }) => [
      freepik.misbehave({ on: 'submit', as: 'links-later' }),
      apiframe.misbehave({ on: 'submit', as: 'links-later' }),
    ],
  },
  { name: 'results that are forbidden', begin: downloads('403') },
  { name: 'results whose host answers 503', begin: downloads('503') },
  {
    name: 'results whose host says nothing until it is started anew',
    begin: (at) => [
      ...downloads('hang')(at),
      async () => {
        await Promise.all([at.freepik, at.apiframe].map((provider) => provider.down('results')));
        await Promise.all([at.freepik, at.apiframe].map((provider) => provider.up()));
      },
    ],
  },
  { name: 'results whose host never says what it was asked', begin: downloads('hang'), isSlow: true },
  {
    name: 'a file service that is away',
    async begin({ files }) {
      await files?.down();
      return [() => files?.up()];
    },
  },
  { name: 'a file service that finds everything too large', begin: uploads('413') },
  { name: 'a file service that says nothing', begin: uploads('hang') },
  {
    name: 'Discord that answers 503',
    begin: ({ discord }) => [discord.fault((request) => (isApi(request) ? { status: 503 } : undefined))],
    isDiscord: true,
  },
  {
    name: 'Discord that wants everybody to wait',
    begin: ({ discord }) => {
      const body = { message: 'You are being rate limited.', retry_after: 0.5, global: false };
      const wait = { status: 429, body, headers: { 'retry-after': '1' } };
      return [discord.fault((request) => (isApi(request) ? wait : undefined))];
    },
    isDiscord: true,
  },
  {
    name: 'Discord that once does not know the bot',
    begin: ({ discord }) => {
      const body = { message: '401: Unauthorized', code: 0 };
      let isOver = false;
      const stop = discord.fault(({ method, path }) => {
        if (isOver || method !== 'PATCH' || !path.includes('/messages/')) return undefined;
        isOver = true;
        return { status: 401, body };
      });
      return [stop];
    },
  },
  {
    name: 'a connection to Discord that is cut',
    begin: ({ discord }) => {
      discord.gateway.drop();
      return [];
    },
    isDiscord: true,
  },
];

const PRIVATE_WORDS = 'a secret heron';
const STRIDE_MS = 500;
const GLANCE_MS = 25;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Jobs that wait for something, or whose member was not told of their end. */
function unsettled({ dataDir }: Bench, now: number): readonly unknown[] {
  const database = new DatabaseSync(join(dataDir, 'darkroom.sqlite'), { readOnly: true });
  try {
    const open = `phase not in ('done', 'failed', 'cancelled') or is_told = 0`;
    return database.prepare(`select operation, phase, due_at - ${now} as due_in, lease from jobs where ${open}`).all();
  } finally {
    database.close();
  }
}

interface Asked {
  readonly name: string;
  readonly isPrivate: boolean;
  readonly isHeld: boolean;
  readonly handle: InteractionHandle;
}

/** Three members who have asked for one of each kind, more than the provider may be given at once. */
async function begin(at: Bench) {
  const { discord } = at;
  const { channel, user } = createScene(at);
  const members = [user, ...['bea', 'cem'].map((name) => discord.addUser({ name, locale: 'en-US' }))];
  const image = { file: await pictureFile(64, 64) };
  const imagine = (prompt: string, options = {}) => ['imagine', { prompt, resolution: '1k', ...options }] as const;
  const flux = (prompt: string) => ['flux', { prompt, model: 'flux-dev', width: 512, height: 512 }] as const;
  let asked = 0;
  async function ask(
    [name, options]: readonly [string, Readonly<Record<string, string | number | boolean>>],
    file = false,
  ) {
    const member = members[asked++ % members.length] ?? user;
    const given = file ? { ...options, image } : options;
    const handle = await discord.runCommand({ user: member, channel, name, options: given });
    const words = JSON.stringify(options);
    const made: Asked = {
      name: `${name} ${words}`,
      isPrivate: options['private'] === true,
      isHeld: words.includes(HELD_WORD),
      handle,
    };
    return made;
  }
  return {
    before: async () => [
      await ask(imagine('a fox')),
      await ask(flux('a stone')),
      await ask(flux('a river')),
      await ask(imagine(PRIVATE_WORDS, { private: true })),
      await ask(imagine('two hares', { count: 2 })),
      await ask(imagine('an elk')),
      await ask(imagine(`an ${HELD_WORD}`)),
    ],
    meanwhile: async () => [
      await ask(['reimagine', {}], true),
      await ask(imagine(`${PRIVATE_WORDS} again`, { private: true })),
      await ask(imagine('a late boar')),
    ],
  };
}

async function run(
  { begin: start, mayRefuse, isDiscord = false, isSlow = false }: Outage,
  seconds: number,
  onFinished: (deed: () => Promise<void>) => void,
) {
  const clock = createMovableClock();
  const at = await openBench({
    clock,
    discord: { clock },
    freepik: { clock, taskMs: (ordinal) => 300 * ordinal },
    apiframe: { clock, taskMs: 900 },
    env: { DEFAULT_CONCURRENT_JOBS: '100', DEFAULT_DAILY_CREDITS: '1000', PROVIDER_CONCURRENCY: '3' },
  });
  onFinished(() => at.close());
  const { discord, freepik, apiframe } = at;
  const orders = await begin(at);
  const before = await orders.before();
  await Promise.all(before.map(({ handle }) => handle.acknowledged));
  // some are made, some wait for their pictures, and some stand in line
  await eventually(() => freepik.billed >= 2 && apiframe.billed >= 1);
  const stops = await start(at);
  const began = clock.now();
  const meanwhile = await orders.meanwhile();
  const wereSeen = await Promise.all(
    meanwhile.map(({ handle }) =>
      handle.acknowledged.then(
        () => true,
        () => false,
      ),
    ),
  );
  if (!isDiscord) expect(wereSeen).toEqual(meanwhile.map(() => true));
  await pause(began + seconds * 1000 - clock.now());
  await Promise.all(stops.map((stop) => stop()));

  const seen = [...before, ...meanwhile.filter((_, n) => wereSeen[n])];
  const isAtRest = () => unsettled(at, clock.now()).length === 0;
  // in their own time, so that the quarter of an hour of a private answer does not go by meanwhile
  if (isSlow) await eventually(isAtRest, 60_000).catch(() => undefined);
  // a quarter of an hour goes by where something has to rest
  for (let steps = 0; steps < 900 && !isAtRest(); steps += 1) {
    clock.advance(steps < 200 ? STRIDE_MS : 4 * STRIDE_MS);
    await pause(GLANCE_MS);
  }
  expect(unsettled(at, clock.now())).toEqual([]);
  await eventually(() => seen.every((each) => !/v1:cancel:/.test(textOf(each.handle.message()))));

  const billed = freepik.billed + apiframe.billed;
  const picturesOf = ({ handle }: Asked) =>
    [handle.message(), ...handle.followUps()].reduce((sum, message) => sum + (message?.attachments.length ?? 0), 0);
  const mustCome = seen.filter(({ isHeld }) => !mayRefuse || (mayRefuse !== 'any' && !isHeld));
  expect(mustCome.filter((each) => picturesOf(each) === 0).map(({ name }) => name)).toEqual([]);
  const shown = discord.allMessages().filter(({ deletedAt }) => deletedAt === undefined);
  expect(shown.reduce((sum, { attachments }) => sum + attachments.length, 0)).toBe(billed);
  const isSecret = ({ ephemeralFor, ...message }: (typeof shown)[number]) =>
    ephemeralFor === undefined && JSON.stringify([message.content, message.components]).includes(PRIVATE_WORDS);
  expect(discord.allMessages().filter(isSecret)).toEqual([]);
  await at.app.stop();
  const books = await readBooks(at.env);
  expect(books.unbalanced).toEqual([]);
  expect(books.phases.filter((phase) => phase === 'done')).toHaveLength(billed);
  if (!mayRefuse) expect(books.phases.filter((phase) => phase === 'failed')).toEqual([]);
}

const cases = long([1, 5, 30], [1]).flatMap((seconds) =>
  outages
    .filter(({ isSlow = false }) => !isSlow || long(true, false))
    .map((outage) => [outage.name, seconds, outage] as const),
);

describe('a living process rides out', { timeout: 240_000 }, () => {
  test.concurrent.for(cases)('%s for %i s', ([, seconds, outage], { onTestFinished }) =>
    run(outage, seconds, onTestFinished),
  );
});
