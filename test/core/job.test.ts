import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEnded, mayFollow, PARTITIONS, type Phase, partitionOf, phases } from '../../src/core/job.ts';

/** As the contract draws it, and the two ways back of what failed too early. */
const drawn: Readonly<Record<Phase, readonly Phase[]>> = {
  accepted: ['queued', 'failed', 'cancelled'],
  queued: ['submitting', 'failed', 'cancelled'],
  submitting: ['queued', 'waiting', 'storing', 'failed'],
  waiting: ['storing', 'failed'],
  storing: ['waiting', 'delivering', 'failed'],
  delivering: ['done'],
  done: [],
  failed: ['waiting', 'storing'],
  cancelled: [],
};

test.each(phases)('after %s comes what is drawn, or the same', (from) => {
  expect(phases.filter((to) => mayFollow(from, to))).toEqual(
    phases.filter((to) => to === from || drawn[from].includes(to)),
  );
});

test('a cancelled or finished job never goes on, and a picture on its way is never dropped', () => {
  for (const from of ['done', 'cancelled'] as const) {
    expect(phases.filter((to) => to !== from && mayFollow(from, to))).toEqual([]);
  }
  expect(mayFollow('delivering', 'failed')).toBe(false);
  for (const paid of ['submitting', 'waiting', 'storing', 'delivering'] as const) {
    expect(mayFollow(paid, 'cancelled'), paid).toBe(false);
  }
});

test('from every phase there is a way to an end', () => {
  const reach = (from: Phase, seen = new Set<Phase>()): Set<Phase> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    for (const to of phases) if (mayFollow(from, to)) reach(to, seen);
    return seen;
  };
  for (const from of phases) expect([...reach(from)].some(isEnded), from).toBe(true);
});

test('three phases are ends', () => expect(phases.filter(isEnded)).toEqual(['done', 'failed', 'cancelled']));

test('a channel falls into one partition, and many channels into all', () => {
  const channel = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
  fc.assert(
    fc.property(channel, (id) => {
      const partition = partitionOf(id);
      expect(Number.isInteger(partition) && partition >= 0 && partition < PARTITIONS).toBe(true);
      expect(partitionOf(id)).toBe(partition);
    }),
  );
  const snowflakes = Array.from({ length: 1000 }, (_, n) =>
    String(1_300_000_000_000_000_000n + BigInt(n) * 4_194_304n),
  );
  expect(new Set(snowflakes.map(partitionOf)).size).toBe(PARTITIONS);
});
