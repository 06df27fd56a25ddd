import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSemaphore, createSharedSemaphore } from '../../src/core/semaphore.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('never more at once than there are places, each once, in the order in which they came', async () => {
  const deeds = fc.array(fc.record({ hops: fc.integer({ min: 1, max: 3 }), fails: fc.boolean() }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), deeds, async (places, all) => {
      const inTurn = createSemaphore(places);
      const begun: number[] = [];
      let running = 0;
      let most = 0;
      const doing = all.map(({ hops, fails }, n) =>
        inTurn(async () => {
          begun.push(n);
          most = Math.max(most, ++running);
          for (let hop = 0; hop < hops; hop++) await soon();
          running--;
          if (fails) throw new Error(`deed ${n}`);
          return n;
        }),
      );
      const ends = await Promise.allSettled(doing);
      expect(begun).toEqual(all.map((_, n) => n));
      expect(most).toBe(Math.min(places, all.length));
      expect(ends.map(({ status }) => status)).toEqual(all.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')));
    }),
    { numRuns: 60 },
  );
});

test('a deed that throws at once frees its place', async () => {
  const inTurn = createSemaphore(1);
  await expect(
    inTurn(() => {
      throw new Error('at once');
    }),
  ).rejects.toThrow('at once');
  expect(await inTurn(async () => 'next')).toBe('next');
});

test('who comes between two deeds does not overtake who waits', async () => {
  const inTurn = createSemaphore(1);
  const order: string[] = [];
  const first = inTurn(async () => void order.push('first')).then(() => inTurn(async () => void order.push('late')));
  const second = inTurn(async () => void order.push('second'));
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second', 'late']);
});

test('what is short goes before all that is long and has not begun, and shares its places', async () => {
  const { short, long } = createSharedSemaphore(2);
  const begun: string[] = [];
  let running = 0;
  let most = 0;
  const deed = (name: string) => async () => {
    begun.push(name);
    most = Math.max(most, ++running);
    await soon();
    running--;
  };
  const before = ['a', 'b', 'c', 'd'].map((name) => long(deed(name)));
  const after = ['x', 'y'].map((name) => short(deed(name)));
  await Promise.all([...before, ...after]);
  expect(begun).toEqual(['a', 'b', 'x', 'y', 'c', 'd']);
  expect(most).toBe(2);
});
