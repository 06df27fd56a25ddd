import { describe, expect, test } from 'vitest';
import { type BotProcess, startBot } from '../../sandbox/bot-process.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { openStage } from '../../sandbox/stage.ts';
import { startFront } from '../support/front.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createTestDatabase, isPostgresThere } from '../support/postgres.ts';
import { createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { SECRET } from './told.ts';

const hasPostgres = await isPostgresThere();
/** One signs its webhooks with a key of all tasks, the other sends back the secret of the one. */
const orders: readonly (readonly ['imagine' | 'flux', Readonly<Record<string, string>>])[] = [
  ['imagine', { prompt: 'a fox', resolution: '1k' }],
  ['flux', { prompt: 'a fox', model: 'flux-dev' }],
];
const portOf = ({ output }: BotProcess) => Number(/"port":(\d+)/.exec(output())?.[1]);

describe.each([
  ['sqlite', true],
  ['postgres', hasPostgres],
] as const)('killed before the answer to its order was read, on %s', (kind, isThere) => {
  test.concurrent.for(long(orders, orders.slice(0, 1)))(
    'the process that is started next hears the webhook of /%s: one task, the picture, nothing paid twice',
    { timeout: 60_000, ...onlyWhere(isThere, 'Postgres') },
    async ([name, options], { onTestFinished }) => {
      const front = await startFront(onTestFinished);
      const clock = createMovableClock();
      const work = { clock, taskMs: 60_000 };
      const stage = await openStage({ freepik: { ...work, webhookSecret: SECRET }, apiframe: work });
      const database = kind === 'postgres' ? await createTestDatabase() : undefined;
      const env = {
        ...stage.env,
        PUBLIC_URL: front.url,
        FREEPIK_WEBHOOK_SECRET: SECRET,
        POLL_MIN_MS: '600000',
        POLL_MAX_MS: '600000',
        ...(database && { DATABASE_URL: database.url }),
      };
      const { discord, freepik, apiframe } = stage;
      const local = name === 'flux' ? apiframe : freepik;
      const roles = kind === 'postgres' ? ['gateway', 'worker'] : ['all'];
      let bots: BotProcess[] = [];
      const start = async () => {
        bots = await Promise.all(roles.map((role) => startBot({ ...env, ROLE: role })));
        front.leadTo(...bots.slice(0, 1).map(portOf));
      };
      const stop = (signal?: NodeJS.Signals) => Promise.all(bots.map((bot) => bot.stop(signal)));
      onTestFinished(async () => {
        await stop('SIGKILL');
        await stage.close();
        await database?.drop();
      });
      await start();
      // of each task only its end is told
      for (const provider of [freepik, apiframe]) {
        provider.tell({ as: 'last-only' });
        provider.misbehave({ on: 'submit', as: 'hang', accepted: true });
      }
      const handle = await discord.runCommand({ ...createScene(stage), name, options });
      await eventually(() => local.billed);
      await stop('SIGKILL');
      await database?.ask('update processes set expires_at = 0');
      await start();
      await eventually(() => /v1:retry:/.test(textOf(handle.message())));
      clock.advance(60_000);
      local.inFlight();
      await eventually(() => handle.message()?.attachments.length);
      expect(textOf(handle.message())).not.toMatch(/v1:retry:/);
      await stop();
      expect(local.billed).toBe(1);
      expect(local.webhooks.map(({ answer }) => answer)).toEqual([204]);
      expect(await readBooks(env)).toMatchObject({ phases: ['done'], spent: 0, unbalanced: [] });
    },
  );
});
