import { expect, test } from 'vitest';
import { stepsOf } from './sample.ts';
import { shrink } from './shrink.ts';

const numbers = Array.from({ length: 200 }, (_, n) => n);
const never = () => false;

test('of many steps those are left that fail only together', async () => {
  const fails = async (steps: readonly number[]) => [17, 90, 180].every((n) => steps.includes(n));
  expect(await shrink(numbers, fails, never)).toEqual([17, 90, 180]);
});

test('when time is up what was found so far is left', async () => {
  let tries = 0;
  const fails = async (steps: readonly number[]) => {
    tries++;
    return steps.includes(150);
  };
  const left = await shrink(numbers, fails, () => tries >= 1);
  expect(tries).toBe(1);
  expect(left).toEqual(numbers.slice(100));
});

test('the same seed walks the same way, another one another', () => {
  expect(stepsOf(7, 50)).toEqual(stepsOf(7, 50));
  expect(stepsOf(7, 50)).not.toEqual(stepsOf(8, 50));
});
