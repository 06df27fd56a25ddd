import { expect } from 'vitest';
import { fewTimes } from '../../sandbox/discord/rest/server.ts';
import { createScene, eventually, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';

const REFUSED = { status: 401 };

async function begin(open: Open) {
  const at = await open({ freepik: { taskMs: 50 } });
  const scene = createScene(at);
  /** Asks as the bot who runs it; what it shows to nobody else. */
  const doctor = async () => {
    const handle = await at.discord.runCommand({ ...scene, user: at.discord.owner, name: 'doctor' });
    await eventually(() => textOf(handle.message()).length > 20);
    return textOf(handle.message());
  };
  return { at, doctor };
}

test.for(['/applications/@me', '/gateway/bot'])(
  'a start to which Discord says 401 by mistake, at %s, goes on',
  { timeout: 60_000 },
  async (route, { open }) => {
    const { at, doctor } = await begin(open);
    at.discord.fault(fewTimes(1, (path) => path === route, REFUSED));
    await at.restart();
    expect(await doctor()).toContain('SQLite');
  },
);

test('whatever Discord answers with 401, the token is not forgotten', { timeout: 60_000 }, async ({ open }) => {
  const { at, doctor } = await begin(open);
  at.discord.fault(fewTimes(1, (path) => path === '/oauth2/applications/@me', REFUSED));
  expect(await doctor()).toContain('SQLite');
  at.discord.fault(fewTimes(3, (path) => path === '/oauth2/applications/@me', REFUSED));
  expect(await doctor()).not.toContain('SQLite');
  expect(await doctor()).toContain('SQLite');
  expect(at.logged.join('')).not.toContain('Reset Token');
});

test('a token that Discord refuses again and again, also when asked who it is, ends the bot with what to do', {
  timeout: 60_000,
}, async ({ open }) => {
  const { at, doctor } = await begin(open);
  at.discord.fault(({ path }) => (/^\/(interactions|webhooks)\//.test(path) ? undefined : REFUSED));
  expect(await doctor()).not.toContain('SQLite');
  await doctor();
  await eventually(() => at.logged.some((line) => line.includes('Reset Token')));
  expect(at.logged.filter((line) => line.includes('Reset Token'))).toHaveLength(1);
});
