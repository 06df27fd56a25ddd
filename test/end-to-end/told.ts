import { pino } from 'pino';
import { createWebhookSignature } from '../../sandbox/providers/webhooks.ts';
import { startApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { systemClock } from '../../src/core/clock.ts';
import { startFront } from '../support/front.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createTestDatabase, isPostgresThere } from '../support/postgres.ts';
import { createScene, eventually, type openBench } from './bench.ts';
import { figureOf, readFigures } from './figures.ts';
import { type Open, test, worldTest } from './own-world.ts';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

type OnFinished = (deed: () => Promise<void>) => void;
type Options = NonNullable<Parameters<typeof openBench>[0]>;

/** In one process, or in two of which one hears all webhooks and the other has all jobs. */
type Kind = 'sqlite' | 'postgres';

interface World {
  readonly open: Open;
  readonly onTestFinished: OnFinished;
}

const timeout = 60_000;
const hasPostgres = await isPostgresThere();

/** On Postgres one by one, since two processes take many of its connections. */
export function testOnEach(name: string, run: (kind: Kind, world: World) => Promise<void>): void {
  test(`${name} (sqlite)`, { timeout }, ({ open, onTestFinished }) => run('sqlite', { open, onTestFinished }));
  worldTest(`${name} (postgres)`, { timeout, ...onlyWhere(hasPostgres, 'Postgres') }, ({ open, onTestFinished }) =>
    run('postgres', { open, onTestFinished }),
  );
}

/** Behind a public address, and with looks so rare that only a webhook can be the reason for anything. */
export async function openTold(open: Open, onFinished: OnFinished, kind: Kind, options: Options = {}) {
  const front = await startFront(onFinished);
  const database = kind === 'postgres' ? await createTestDatabase() : undefined;
  if (database) onFinished(database.drop);
  const env = {
    PUBLIC_URL: front.url,
    FREEPIK_WEBHOOK_SECRET: SECRET,
    METRICS_PORT: '0',
    POLL_MIN_MS: '600000',
    POLL_MAX_MS: '600000',
    DEFAULT_CONCURRENT_JOBS: '20',
    PROVIDER_CONCURRENCY: '20',
    ...(database && { DATABASE_URL: database.url, ROLE: 'gateway' }),
    ...options.env,
  };
  const bench = await open({
    ...options,
    freepik: { taskMs: 200, webhookSecret: SECRET, ...options.freepik },
    apiframe: { taskMs: 200, ...options.apiframe },
    env,
  });
  const all = { ...bench.env, ...env };
  const worker =
    database &&
    (await startApp({
      config: parseConfig({ ...all, ROLE: 'worker' }),
      log: pino({ level: 'silent' }),
      onFatal: () => {},
    }));
  if (worker) onFinished(worker.stop);
  front.leadTo(bench.app.port);
  const scene = createScene(bench);
  const run = (name: string, given: object) =>
    bench.discord.runCommand({ ...scene, name, options: { prompt: 'a fox', ...given } });
  return {
    bench,
    database,
    front,
    run,
    imagine: () => run('imagine', { resolution: '1k' }),
    /** Answers with where its books are. */
    async stop() {
      await worker?.stop();
      await bench.app.stop();
      return all;
    },
    figure: async (outcome: string, provider = 'freepik') =>
      figureOf(await readFigures(bench.app.metricsPort), 'darkroom_webhooks_total', { outcome, provider }),
  };
}

export const picture = (handle: Awaited<ReturnType<Awaited<ReturnType<typeof openTold>>['imagine']>>) =>
  eventually(() => handle.message()?.attachments.length);

/** As Freepik signs, with its secret or another, now or then. */
export const signedBy = (secret: string, at = Date.now()) =>
  createWebhookSignature({ clock: { ...systemClock, now: () => at }, secret, keyEncoding: 'utf8' });
