import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import type { Sign } from '../../../src/core/incident.ts';
import { type Check, createChecks, createIncidentWatch } from '../../../src/services/incidents.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openTestStore } from '../jobs/open-test-store.ts';

const log = pino({ level: 'silent' });
const stopping = new Set<AbortController>();
let store: Store | undefined;
afterEach(async () => {
  for (const each of stopping) each.abort();
  stopping.clear();
  await store?.close();
});

const MEGABYTE = 1024 * 1024;
const sign: Sign = { key: 'disk:free', trouble: { kind: 'disk-nearly-full', freeMegabytes: 3 } };

interface Play {
  readonly told: string[];
  signs: readonly Sign[] | Error;
  answer: 'told' | 'later' | 'refused';
  pass(ms: number): Promise<void>;
  begin(): void;
}

async function play(checksOf?: (store: Store) => readonly Check[]): Promise<Play> {
  const clock = createMovableClock();
  store = await openTestStore();
  const rows = store;
  const it: Play = {
    told: [],
    signs: [],
    answer: 'told',
    async pass(ms) {
      for (let left = ms; left > 0; left -= 5000) {
        clock.advance(5000);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    },
    begin() {
      const stop = new AbortController();
      stopping.add(stop);
      const scripted: Check = {
        name: 'disk',
        async look() {
          if (it.signs instanceof Error) throw it.signs;
          return it.signs;
        },
      };
      const watch = createIncidentWatch({
        store: rows,
        clock,
        log,
        checks: checksOf?.(rows) ?? [scripted],
        database: { isWell: async () => true },
        tell: async ({ trouble }, stage) => {
          if (it.answer !== 'later') it.told.push(`${trouble.kind} ${stage}`);
          return it.answer;
        },
      });
      void watch(stop.signal);
    },
  };
  it.begin();
  await it.pass(5000);
  return it;
}

describe('of several processes', () => {
  test('one tells that trouble began, and one that it is over', async () => {
    const it = await play();
    it.begin();
    it.begin();
    it.signs = [sign];
    await it.pass(60_000);
    expect(it.told).toEqual(['disk-nearly-full began']);
    it.signs = [];
    await it.pass(120_000);
    expect(it.told).toEqual(['disk-nearly-full began', 'disk-nearly-full over']);
    it.signs = [sign];
    await it.pass(30_000);
    expect(it.told).toHaveLength(3);
  });
});

test('what could not be told is told later, its end as well', async () => {
  const it = await play();
  it.answer = 'later';
  it.signs = [sign];
  await it.pass(60_000);
  it.answer = 'told';
  await it.pass(30_000);
  expect(it.told).toEqual(['disk-nearly-full began']);
  it.answer = 'later';
  it.signs = [];
  await it.pass(120_000);
  it.answer = 'told';
  await it.pass(30_000);
  expect(it.told).toEqual(['disk-nearly-full began', 'disk-nearly-full over']);
});

test('trouble that comes and goes within a minute is one incident', async () => {
  const it = await play();
  for (let round = 0; round < 4; round++) {
    it.signs = [sign];
    await it.pass(20_000);
    it.signs = [];
    await it.pass(20_000);
  }
  expect(it.told).toEqual(['disk-nearly-full began']);
});

test('a look that fails says neither that trouble began nor that it is over', async () => {
  const it = await play();
  it.signs = [sign];
  await it.pass(30_000);
  it.signs = new Error('not to be seen');
  await it.pass(180_000);
  expect(it.told).toEqual(['disk-nearly-full began']);
});

describe('levels', () => {
  async function level() {
    const state = { bytes: 0, free: 5000 * MEGABYTE };
    const checksOf = (rows: Store) =>
      createChecks({
        store: rows,
        spool: { usage: async () => ({ bytes: state.bytes, files: 1, limit: 100 * MEGABYTE }) },
        providers: ['freepik'],
        switchedOff: async () => [],
        refusals: { read: async () => undefined },
        doubted: async () => [],
        freeBytes: async () => state.free,
        now: () => 0,
      });
    return { state, it: await play(checksOf) };
  }

  test('a spool that fills up is told at four fifths and when it is full, and is not over while it sways', async () => {
    const { state, it } = await level();
    state.bytes = 79 * MEGABYTE;
    await it.pass(30_000);
    expect(it.told).toEqual([]);
    state.bytes = 85 * MEGABYTE;
    await it.pass(30_000);
    state.bytes = 100 * MEGABYTE;
    await it.pass(30_000);
    expect(it.told).toEqual(['spool-nearly-full began', 'spool-full began']);
    state.bytes = 97 * MEGABYTE;
    await it.pass(120_000);
    expect(it.told).toHaveLength(2);
    state.bytes = 75 * MEGABYTE;
    await it.pass(120_000);
    expect(it.told.slice(2)).toEqual(['spool-full over']);
    state.bytes = 10 * MEGABYTE;
    await it.pass(120_000);
    expect(it.told.slice(3)).toEqual(['spool-nearly-full over']);
  });

  test('a disk that has little left is told, and over only when it has clearly more', async () => {
    const { state, it } = await level();
    state.free = 400 * MEGABYTE;
    await it.pass(30_000);
    state.free = 800 * MEGABYTE;
    await it.pass(120_000);
    expect(it.told).toEqual(['disk-nearly-full began']);
    state.free = 1500 * MEGABYTE;
    await it.pass(120_000);
    expect(it.told).toEqual(['disk-nearly-full began', 'disk-nearly-full over']);
  });
});
