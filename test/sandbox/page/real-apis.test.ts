import { expect, onTestFinished, test } from 'vitest';
import { startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { readRealApis, withRealApis } from '../../../sandbox/real-apis.ts';
import { parseConfig } from '../../../src/config.ts';
import { openSandbox } from './open-sandbox.ts';

test('a key goes to its provider’s own address, whatever else the environment says', () => {
  expect(readRealApis({ FREEPIK_API_KEY: 'k', FREEPIK_RESULT_HOSTS: 'evil.example' })).toEqual([
    {
      name: 'Freepik',
      key: 'k',
      env: {
        FREEPIK_API_KEY: 'k',
        FREEPIK_API_URL: 'https://api.freepik.com',
        FREEPIK_API_HEADER: 'x-freepik-api-key',
      },
    },
  ]);
  expect(readRealApis({ FREEPIK_API_KEY: 'k', FREEPIK_API_URL: 'https://api.magnific.com/' })).toMatchObject([
    { env: { FREEPIK_API_URL: 'https://api.magnific.com', FREEPIK_API_HEADER: 'x-magnific-api-key' } },
  ]);
  expect(readRealApis({ APIFRAME_API_KEY: 'afk_1' })).toMatchObject([
    { env: { APIFRAME_API_URL: 'https://api.apiframe.ai', APIFRAME_API: 'v2' } },
  ]);
  for (const url of ['http://127.0.0.1:8080', 'https://api.freepik.com.evil.example', 'http://api.freepik.com'])
    expect(readRealApis({ FREEPIK_API_KEY: 'k', FREEPIK_API_URL: url })).toContain('is not an address of Freepik');
  expect(readRealApis({})).toContain('needs a key');
});

test('the bot takes what it is told, with results from the provider’s own hosts and at the speed of real ones', async () => {
  const { sitting } = await openSandbox({ isBotThere: false });
  const real = readRealApis({ FREEPIK_API_KEY: 'k' });
  const env = withRealApis(sitting.stage.env, typeof real === 'string' ? [] : real);
  const read = parseConfig(env);
  expect(JSON.stringify(read)).toContain('api.freepik.com');
  expect(env['FREEPIK_RESULT_HOSTS']).toBeUndefined();
  expect(env['PROVIDER_REQUESTS_PER_MINUTE']).toBeUndefined();
  expect(env['APIFRAME_API_URL']).toBe(sitting.stage.apiframe.url);
  expect(env['DISABLED_OPERATIONS']).toBe('rmbg');
});

test('nothing is ordered from a real API before somebody agreed to what it costs', { timeout: 60_000 }, async () => {
  const standIn = await startLocalFreepik({ taskMs: 200 });
  onTestFinished(() => standIn.close());
  const { sitting, act, withButton, person, page } = await openSandbox({
    real: [
      {
        name: 'Freepik',
        key: standIn.apiKey,
        env: {
          FREEPIK_API_KEY: standIn.apiKey,
          FREEPIK_API_URL: standIn.url,
          FREEPIK_RESULT_HOSTS: standIn.resultHost,
        },
      },
    ],
  });
  const order = () => act('Ann', { kind: 'command', channel: sitting.pictures.id, line: '/imagine prompt:a fox' });
  expect(await order()).toEqual({ costs: ['Freepik'] });
  expect(standIn.billed).toBe(0);
  await act('Ann', { kind: 'agree' });
  expect((await order()).error).toBeUndefined();
  await withButton('Again');
  expect([standIn.billed, sitting.stage.freepik.billed]).toEqual([1, 0]);
  const ann = page.room.person(person('Ann'));
  const told = JSON.stringify(ann && page.room.snapshot(ann));
  expect(told).toContain('"real":{"providers":["Freepik"],"isAgreed":true}');
  expect(told).not.toContain(standIn.apiKey);
});
