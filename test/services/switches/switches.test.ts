import { afterEach, describe, expect, test } from 'vitest';
import { MODEL_TRIAL_MS, switchedOff } from '../../../src/services/switches/switches.ts';
import { gone, modelGone, mystic, openTestSwitches, zen } from './open-switches.ts';

let opened: Awaited<ReturnType<typeof openTestSwitches>>;
afterEach(() => opened.store.close());

const begin = async () => {
  opened = await openTestSwitches();
  return opened;
};

describe('an endpoint', () => {
  test('is off after three refusals in a row, with one line that says why', async () => {
    const { switches, refuse, logged } = await begin();
    await refuse(mystic, 2);
    expect(switches.off()).toEqual([]);
    await refuse(mystic, 1);
    expect(switches.off()).toMatchObject([{ path: '/v1/ai/mystic', model: undefined }]);
    await refuse(mystic, 5);
    expect(logged(50)).toHaveLength(1);
    const line: unknown = JSON.parse(logged(50)[0] ?? '');
    expect(line).toMatchObject({
      operation: 'imagine',
      path: '/v1/ai/mystic',
      proof: [{ jobId: 'job0', status: 404 }, { jobId: 'job1' }, { jobId: 'job2' }],
    });
  });

  test('is not off by one job alone, however often it is refused', async () => {
    const { switches, job } = await begin();
    const only = job();
    for (let n = 0; n < 5; n++) await switches.refused(mystic, only, gone);
    expect(switches.off()).toEqual([]);
    await switches.refused(mystic, job(), gone);
    expect(switches.off()).toHaveLength(1);
  });

  test.each([
    ['an order that was taken', true],
    ['an order that was found wanting', false],
  ])('begins anew after %s', async (_name, isTaken) => {
    const { switches, refuse } = await begin();
    await refuse(mystic, 2);
    await switches.judged(mystic, isTaken);
    await refuse(mystic, 2);
    expect(switches.off()).toEqual([]);
  });

  test('stands for itself: neither its models nor other endpoints go off with it', async () => {
    const { store, switches, refuse } = await begin();
    await refuse(zen, 3);
    expect(switches.retiredModels()).toEqual([]);
    expect(await switchedOff(store, mystic)).toBeDefined();
    expect(await switchedOff(store, { ...mystic, path: '/v1/ai/other' })).toBeUndefined();
    expect(await switchedOff(store, { ...mystic, provider: 'apiframe' })).toBeUndefined();
  });

  test('that seemed to be back goes off at the first refusal, and is looked for more rarely than before', async () => {
    const { store, switches, refuse, clock } = await begin();
    await refuse(mystic, 3);
    const waitOf = () => (switches.off()[0]?.retryAt ?? 0) - clock.now();
    const first = waitOf();
    clock.advance(first + 1000);
    expect(await store.switches.take({ ...mystic, model: undefined }, 1000, null)).toBe(true);
    await switches.found({ ...mystic, model: undefined });
    expect(switches.off()).toEqual([]);
    await refuse(mystic, 1);
    expect(switches.off()).toHaveLength(1);
    expect(waitOf()).toBeGreaterThan(first * 1.5);
  });

  test('that takes an order while it is off is on, without anything left', async () => {
    const { store, switches, refuse, logged } = await begin();
    await refuse(mystic, 3);
    await switches.judged(mystic, true);
    expect(switches.off()).toEqual([]);
    expect(await store.switches.of({ ...mystic, model: undefined })).toEqual([]);
    await switches.judged(mystic, true);
    expect(logged(30)).toHaveLength(1);
  });
});

describe('a model', () => {
  test('is off after three refusals that name it, and its endpoint is not', async () => {
    const { store, switches, refuse } = await begin();
    await refuse(zen, 3, modelGone);
    expect(switches.retiredModels()).toEqual(['zen']);
    expect(await switchedOff(store, zen)).toMatchObject({ model: 'zen' });
    expect(await switchedOff(store, { ...mystic, body: { model: 'fluid' } })).toBeUndefined();
    expect(await switchedOff(store, mystic)).toBeUndefined();
  });

  test('is not cleared by what another model did, nor by an order that failed otherwise', async () => {
    const { switches, refuse } = await begin();
    await refuse(zen, 2, modelGone);
    await switches.judged({ ...mystic, body: { model: 'fluid' } }, true);
    await switches.judged(zen, false);
    await refuse(zen, 1, modelGone);
    expect(switches.retiredModels()).toEqual(['zen']);
  });

  test('that nobody named is not guessed', async () => {
    const { store, refuse } = await begin();
    await refuse(mystic, 5, modelGone);
    expect(await store.switches.of({ ...mystic, model: undefined })).toEqual([]);
  });

  test('is let through for one post a day, and another refusal ends that', async () => {
    const { store, switches, refuse, clock, logged } = await begin();
    const key = { ...mystic, model: 'zen' };
    await refuse(zen, 3, modelGone);
    clock.advance(MODEL_TRIAL_MS + 1000);
    expect(switches.retiredModels()).toEqual([]);
    expect(await store.switches.take(key, MODEL_TRIAL_MS, 'trial')).toBe(true);
    expect(await switchedOff(store, zen, 'trial')).toBeUndefined();
    expect(await switchedOff(store, zen, 'another')).toBeDefined();
    await refuse(zen, 1, modelGone);
    expect(await switchedOff(store, zen, 'trial')).toBeDefined();
    expect(switches.retiredModels()).toEqual(['zen']);
    expect(logged(50)).toHaveLength(1);
  });
});

test('another process sees what was turned, is told once, and says nothing itself', async () => {
  const { refuse, another, switches, logged } = await begin();
  const other = another();
  let told = 0;
  other.listen(() => told++);
  await refuse(mystic, 3);
  await other.refresh();
  await other.refresh();
  expect(other.off()).toHaveLength(1);
  expect(told).toBe(1);
  await switches.judged(mystic, true);
  await other.refresh();
  expect(told).toBe(2);
  expect([logged(50).length, logged(30).length]).toEqual([1, 1]);
});

test('of many refusals in the same moment one turns it off', async () => {
  const { switches, another, job, logged } = await begin();
  const all = [switches, another(), another()];
  await Promise.all(Array.from({ length: 30 }, (_, n) => all[n % 3]?.refused(mystic, job(), gone)));
  expect(logged(50)).toHaveLength(1);
});
