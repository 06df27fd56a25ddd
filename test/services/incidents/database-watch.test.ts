import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createDatabaseWatch } from '../../../src/services/incidents.ts';

type Write = () => Promise<void>;

const turn = () => new Promise((resolve) => setImmediate(resolve));

function play() {
  let now = 0;
  const timers = new Set<{ at: number; task: () => void }>();
  const clock = {
    now: () => now,
    elapsed: () => now,
    schedule(ms: number, task: () => void) {
      const timer = { at: now + ms, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  const it = { told: [] as string[], answer: 'told' as 'told' | 'later', write: (async () => {}) as Write };
  const watch = createDatabaseWatch({
    store: {
      documents: {
        get: async () => undefined,
        set: () => it.write(),
        delete: async () => false,
        clear: async () => {},
      },
    },
    clock,
    log: pino({ level: 'silent' }),
    tell: async (_sign, stage) => {
      it.told.push(`${stage} ${it.answer}`);
      return it.answer;
    },
  });
  const at = async (time: number) => {
    now = time;
    const well = watch.isWell();
    for (let [timer] = timers; timer; [timer] = timers) {
      timers.delete(timer);
      await turn();
      now = Math.max(now, timer.at);
      timer.task();
    }
    return well;
  };
  const sleep = (ms: number) => {
    now += ms;
  };
  return { it, at, sleep };
}

const refused: Write = async () => {
  throw new Error('read only');
};
const silent: Write = () => new Promise(() => {});

test.each([
  ['refuses', refused],
  ['does not answer', silent],
] as const)('a database that %s for a minute is told once, and once that it is back', async (_what, write) => {
  const { it, at } = play();
  expect(await at(0)).toBe(true);
  it.write = write;
  expect(await at(15_000)).toBe(false);
  expect(await at(45_000)).toBe(false);
  expect(it.told).toEqual([]);
  await at(90_000);
  await at(105_000);
  expect(it.told).toEqual(['began told']);
  it.write = async () => {};
  expect(await at(120_000)).toBe(true);
  expect(await at(135_000)).toBe(true);
  expect(it.told).toEqual(['began told', 'over told']);
});

test('a stumble is not told, and what was not told is tried again', async () => {
  const { it, at } = play();
  it.write = refused;
  await at(0);
  it.write = async () => {};
  await at(15_000);
  it.write = refused;
  await at(70_000);
  expect(it.told).toEqual([]);
  it.answer = 'later';
  await at(140_000);
  it.answer = 'told';
  await at(155_000);
  expect(it.told).toEqual(['began later', 'began told']);
});

test('a machine that sleeps for an hour in the middle of a look says nothing of its database', async () => {
  const { it, at, sleep } = play();
  it.write = async () => {
    await turn();
    sleep(3_600_000);
    await turn();
    await turn();
  };
  expect(await at(1000)).toBe(true);
  expect(it.told).toEqual([]);
});
