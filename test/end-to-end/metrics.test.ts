import { afterEach, describe, expect, test } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { operations } from '../../src/commands/index.ts';
import { failureCodes } from '../../src/core/failure.ts';
import { ledgerKinds } from '../../src/services/store/ledger.ts';
import { type Bench, createScene, eventually, openBench } from './bench.ts';
import { figureOf, namesIn, readFigures } from './figures.ts';

let bench: Bench | undefined;
afterEach(() => bench?.close().finally(() => (bench = undefined)));

async function open(env: Record<string, string> = {}) {
  const clock = createMovableClock();
  const at = await openBench({ clock, discord: { clock }, freepik: { clock, taskMs: 2000 }, env });
  bench = at;
  const scene = createScene(at);
  const ask = (prompt: string) =>
    at.discord.runCommand({ ...scene, name: 'imagine', options: { prompt, resolution: '1k' } });
  return { at, clock, ask, read: () => readFigures(at.app.port) };
}

test('a picture is counted from the command to its end: job, credits, provider, Discord', async () => {
  const { at, clock, ask, read } = await open();
  const handle = await ask('a secret fox');
  await eventually(async () =>
    figureOf(await read(), 'darkroom_jobs', { phase: 'waiting' }) === 1 ? true : undefined,
  );
  expect(figureOf(await read(), 'darkroom_jobs', { operation: 'imagine', phase: 'waiting' })).toBe(1);
  await eventually(() => handle.message()?.attachments.length);
  await eventually(async () => (namesSeries(await read(), 'darkroom_jobs').length === 0 ? true : undefined));
  expect(figureOf(await read(), 'darkroom_credits_total', { kind: 'charged' })).toBe(0);
  clock.advance(11_000);
  const text = await read();
  expect(figureOf(text, 'darkroom_credits_total', { kind: 'reserved' })).toBe(1);
  expect(figureOf(text, 'darkroom_credits_total', { kind: 'charged' })).toBe(1);
  expect(figureOf(text, 'darkroom_job_seconds_count', { operation: 'imagine', outcome: 'done' })).toBe(1);
  expect(figureOf(text, 'darkroom_job_seconds_sum', { operation: 'imagine', outcome: 'done' })).toBeGreaterThan(1);
  const freepik = { provider: 'freepik' };
  expect(
    figureOf(text, 'darkroom_provider_requests_total', { ...freepik, request: 'submit', outcome: 'pending' }),
  ).toBe(1);
  expect(figureOf(text, 'darkroom_provider_request_seconds_count', { ...freepik, request: 'submit' })).toBe(1);
  expect(figureOf(text, 'darkroom_provider_rate_wait_seconds_count', { ...freepik, request: 'submit' })).toBe(1);
  expect(figureOf(text, 'darkroom_provider_requests_total', { request: 'poll', outcome: 'succeeded' })).toBe(1);
  expect(figureOf(text, 'darkroom_discord_requests_total', { call: 'respond', outcome: 'ok' })).toBe(1);
  expect(figureOf(text, 'darkroom_discord_requests_total', { call: 'editOriginal', outcome: 'ok' })).toBeGreaterThan(0);
  // read once more, a line is not counted once more
  expect(figureOf(await read(), 'darkroom_credits_total', { kind: 'charged' })).toBe(1);
  expect(text).not.toContain('secret');
  for (const id of [handle.message()?.id, at.discord.applicationId, at.discord.ownerId]) expect(text).not.toContain(id);
});

test('what was refused is told apart from what was made, and its credits are back', async () => {
  const { at, clock, ask, read } = await open();
  at.freepik.misbehave({ on: 'submit', as: 'refuse-400', times: 1 });
  const handle = await ask('a fox');
  await eventually(() => /v1:retry:/.test(JSON.stringify(handle.message()?.components)));
  clock.advance(11_000);
  const text = await read();
  expect(figureOf(text, 'darkroom_job_failures_total', { operation: 'imagine' })).toBe(1);
  expect(figureOf(text, 'darkroom_job_seconds_count', { operation: 'imagine', outcome: 'failed' })).toBe(1);
  expect(figureOf(text, 'darkroom_credits_total', { kind: 'given-back' })).toBe(1);
  expect(figureOf(text, 'darkroom_provider_requests_total', { request: 'submit' })).toBe(1);
});

test('the first of each kind is a rise: before it there is a nought, for every kind and every reason', async () => {
  const { at, clock, ask, read } = await open();
  const unknown = { kind: 'unknown' };
  const failed = { operation: 'imagine', reason: 'unknown' };
  const before = await read();
  expect(namesSeries(before, 'darkroom_credits_total')).toHaveLength(ledgerKinds.length);
  expect(namesSeries(before, 'darkroom_job_failures_total')).toHaveLength(
    operations.length * (failureCodes.length + 1),
  );
  expect(figureOf(before, 'darkroom_credits_total', unknown)).toBe(0);
  expect(figureOf(before, 'darkroom_job_failures_total', failed)).toBe(0);
  for (const where of ['bucket', 'answer'])
    expect(figureOf(before, 'darkroom_discord_rate_limits_total', { where })).toBe(0);
  at.freepik.misbehave({ on: 'submit', as: 'empty', times: 1 });
  const handle = await ask('a fox');
  await eventually(() => /v1:retry:/.test(JSON.stringify(handle.message()?.components)));
  clock.advance(11_000);
  const after = await read();
  expect(figureOf(after, 'darkroom_credits_total', unknown)).toBe(1);
  expect(figureOf(after, 'darkroom_job_failures_total', failed)).toBe(1);
});

test('a 429 of Discord and the wait for it are counted', async () => {
  const { at, ask, read } = await open();
  const body = { message: 'You are being rate limited.', retry_after: 1, global: false };
  const back = at.discord.fault(({ method, path }) => {
    if (method !== 'PATCH' || !path.startsWith('/webhooks/')) return undefined;
    back();
    return { status: 429, body, headers: { 'retry-after': '1' } };
  });
  const handle = await ask('a fox');
  await eventually(() => handle.message()?.attachments.length);
  const text = await read();
  expect(figureOf(text, 'darkroom_discord_rate_limits_total', { where: 'answer' })).toBe(1);
  expect(figureOf(text, 'darkroom_discord_rate_limit_seconds_total', { where: 'answer' })).toBe(1);
});

test('pictures that wait for the file store are seen, and so is the spool that holds them', async () => {
  const { at, clock, ask, read } = await open();
  await at.files?.down();
  const handle = await ask('a fox');
  await eventually(() => handle.message()?.attachments.length, 30_000);
  clock.advance(11_000);
  const text = await read();
  expect(figureOf(text, 'darkroom_uploads_waiting')).toBe(1);
  expect(figureOf(text, 'darkroom_spool_files')).toBe(1);
  expect(figureOf(text, 'darkroom_spool_bytes')).toBeGreaterThan(1000);
  expect(figureOf(text, 'darkroom_spool_limit_bytes')).toBe(2048 * 1024 * 1024);
  expect(figureOf(text, 'darkroom_upload_oldest_seconds')).toBeGreaterThan(0);
});

test('the state of the process and of what it needs is told', async () => {
  const { read } = await open();
  const text = await read();
  expect(figureOf(text, 'darkroom_build_info', { role: 'all', database: 'sqlite' })).toBe(1);
  for (const part of ['database', 'gateway', 'commands']) expect(figureOf(text, 'darkroom_ready', { part })).toBe(1);
  expect(figureOf(text, 'darkroom_provider_paused', { provider: 'freepik', reason: 'key' })).toBe(0);
  expect(figureOf(text, 'darkroom_switched_off', { provider: 'apiframe' })).toBe(0);
  expect(figureOf(text, 'darkroom_event_loop_delay_seconds', { percentile: '99' })).toBeGreaterThan(0);
  expect(figureOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e7);
  expect(namesIn(text).every((name) => /^(darkroom|process)_[a-z_]+$/.test(name))).toBe(true);
});

describe('figures are', () => {
  const status = async (port: number | undefined, path = '/metrics') =>
    port === undefined ? undefined : (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  const PUBLIC_URL = 'https://bot.example';
  test.each([
    ['on the main port', {}, [200, undefined]],
    ['nowhere where the world may reach them', { PUBLIC_URL }, [404, undefined]],
    ['on a port of their own beside it', { METRICS_PORT: '0' }, [200, 200]],
    ['on a port of their own alone', { METRICS_PORT: '0', PUBLIC_URL }, [404, 200]],
  ] as const)('%s', async (_where, env, expected) => {
    const { at } = await open({ ...env });
    const { port, metricsPort } = at.app;
    expect([await status(port), await status(metricsPort)]).toEqual(expected);
    expect(await status(port, '/healthz')).toBe(200);
    if (metricsPort === undefined) return;
    for (const other of ['/healthz', '/readyz', '/files/a', '/']) expect(await status(metricsPort, other)).toBe(404);
    expect(figureOf(await readFigures(metricsPort), 'darkroom_ready', { part: 'gateway' })).toBe(1);
  });
});

const namesSeries = (text: string, name: string) => text.split('\n').filter((line) => line.startsWith(`${name}{`));
