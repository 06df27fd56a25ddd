import { afterEach, expect, test } from 'vitest';
import type { Endpoint, Presence } from '../../../src/core/provider.ts';
import { createSwitchWatch } from '../../../src/services/switches/watch-switches.ts';
import { modelGone, mystic, openTestSwitches, zen } from './open-switches.ts';

let opened: Awaited<ReturnType<typeof openTestSwitches>>;
const stopping: AbortController[] = [];
afterEach(async () => {
  for (const each of stopping.splice(0)) each.abort();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await opened.store.close();
});

const MINUTE_MS = 60_000;

async function begin(answers: readonly Presence[]) {
  opened = await openTestSwitches();
  const { clock, switches, store, log, refuse, another } = opened;
  const asked: number[] = [];
  const taken: string[] = [];
  let paused: 'key' | null = null;
  const start = (of = switches) => {
    const stop = new AbortController();
    stopping.push(stop);
    const provider = {
      async presence({ path }: Endpoint): Promise<Presence> {
        expect(path).toBe(mystic.path);
        asked.push(clock.now());
        return answers[asked.length - 1] ?? 'there';
      },
    };
    const guarded = {
      provider,
      bucket: { take: async (kind: string) => void taken.push(kind) },
      gate: { mayAsk: () => paused === null },
    };
    const endpoint = () => ({ path: mystic.path, required: 'image' });
    const providers = new Map([['freepik' as const, guarded]]);
    void createSwitchWatch({ switches: of, endpoint, providers, store, clock, log })(stop.signal);
  };
  /** Minute after minute, so that whatever is due in between is done. */
  async function pass(minutes: number, isEnough = () => false): Promise<void> {
    for (let minute = 0; minute < minutes && !isEnough(); minute++) {
      clock.advance(MINUTE_MS);
      await new Promise((resolve) => setTimeout(resolve, 12));
    }
  }
  return { ...opened, refuse, another, asked, taken, start, pass, pause: (reason: typeof paused) => (paused = reason) };
}

test('what is off is asked for ever more rarely, as a look-up, until it is there', async () => {
  const { switches, refuse, asked, taken, start, pass } = await begin(['gone', 'unknown', 'gone', 'gone', 'there']);
  await refuse(mystic, 3);
  start();
  await pass(300, () => switches.off().length === 0);
  expect(asked).toHaveLength(5);
  const gaps = asked.slice(1).map((at, n) => Math.round((at - (asked[n] ?? 0)) / MINUTE_MS));
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  expect(gaps.at(-1)).toBeGreaterThan(20);
  expect(taken).toEqual(Array.from({ length: 5 }, () => 'look-up'));
});

test('of several processes one asks, and the others see that it is back', async () => {
  const { refuse, another, asked, start, pass } = await begin(['gone', 'there']);
  const others = [another(), another()];
  await refuse(mystic, 3);
  start();
  for (const other of others) start(other);
  await pass(100, () => asked.length === 2 && others.every((other) => other.off().length === 0));
  await pass(10);
  expect(asked).toHaveLength(2);
});

test('nothing is asked while it is on, while the key is refused, or of a model', async () => {
  const { refuse, asked, start, pass, pause, switches } = await begin([]);
  start();
  await refuse(zen, 3, modelGone);
  await pass(10);
  await refuse(mystic, 3);
  pause('key');
  await pass(10);
  expect(asked).toEqual([]);
  expect(switches.off()).toHaveLength(2);
  pause(null);
  await pass(100, () => asked.length > 0);
  expect(asked).toHaveLength(1);
});
