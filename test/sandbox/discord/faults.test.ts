import { Routes } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, createScene, openCommand, refusalOf, startBench } from './bot.ts';

let bench: Bench;
let opened: Awaited<ReturnType<typeof openCommand>>;
beforeEach(async () => {
  bench = await startBench();
  opened = await openCommand(bench, createScene(bench));
});
afterEach(() => bench.stop());

test('a rule answers in place of Discord until it is removed, and the request is on record', async () => {
  const remove = bench.discord.fault(({ path }) =>
    path.endsWith('/callback') ? { status: 404, body: { message: 'Unknown interaction', code: 10062 } } : undefined,
  );
  expect(await refusalOf(opened.answer({ type: 4, data: { content: 'a' } }))).toBe('404 10062');
  expect(opened.handle.message()).toBeUndefined();
  expect(bench.discord.exchanges.at(-1)).toMatchObject({ method: 'POST', status: 404, body: { type: 4 } });
  remove();
  expect(await refusalOf(opened.answer({ type: 4, data: { content: 'a' } }))).toBe('done');
});

test('a deed can be done although the answer says otherwise', async () => {
  bench.discord.fault(({ count }) => (count === 1 ? { status: 500, applyAnyway: true } : undefined));
  expect(await refusalOf(opened.answer({ type: 4, data: { content: 'a' } }))).toBe('500');
  expect(opened.handle.message()?.content).toBe('a');
  expect(await refusalOf(opened.answer({ type: 4, data: { content: 'a' } }))).toBe('400 40060');
});

test('a connection can be cut with and without the deed', async () => {
  await opened.answer({ type: 5 });
  bench.discord.fault(({ method, count }) =>
    method === 'PATCH' ? { reset: true, applyAnyway: count === 2 } : undefined,
  );
  await expect(opened.edit({ content: 'a' })).rejects.toThrow();
  expect(opened.handle.message()?.content).toBe('');
  await expect(opened.edit({ content: 'b' })).rejects.toThrow();
  expect(opened.handle.message()?.content).toBe('b');
});

test('an answer can wait, by the clock, and can never come', async () => {
  bench.discord.fault(({ count }) => (count === 1 ? { delayMs: 60_000 } : { hang: true }));
  const slow = bench.rest.get(Routes.user());
  const signal = AbortSignal.timeout(150);
  await expect(bench.rest.get(Routes.gateway(), { signal })).rejects.toThrow('aborted');
  bench.clock.advance(60_000);
  expect(await slow).toMatchObject({ id: bench.discord.botUserId });
});

test('records of requests can be dropped', async () => {
  await bench.rest.get(Routes.user());
  bench.discord.dropExchanges();
  await bench.rest.get(Routes.user());
  expect(bench.discord.exchanges.map((exchange) => exchange.path)).toEqual(['/api/v10/users/@me']);
});
