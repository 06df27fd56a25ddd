import { expect, test } from 'vitest';
import { patience } from '../../src/core/clock.ts';

/** A clock whose timers run when the test says so. */
function play() {
  let time = 0;
  let timer: { readonly at: number; readonly task: () => void } | undefined;
  const clock = {
    now: () => time,
    elapsed: () => time,
    schedule(ms: number, task: () => void) {
      timer = { at: time + ms, task };
      return () => {
        timer = undefined;
      };
    },
  };
  const runNext = (lateMs = 0) => {
    const due = timer;
    timer = undefined;
    if (!due) return false;
    time = due.at + lateMs;
    due.task();
    return true;
  };
  return { clock, runNext, time: () => time };
}

test('patience is over when its time is', () => {
  const { clock, runNext, time } = play();
  const { signal } = patience(clock, 60_000);
  while (!signal.aborted && runNext());
  expect(signal.aborted).toBe(true);
  expect(time()).toBe(60_000);
});

test('a process that stood still for longer than its patience reads what came in before it gives up', () => {
  const { clock, runNext } = play();
  const { signal } = patience(clock, 60_000);
  for (let seconds = 0; seconds < 59; seconds++) runNext();
  runNext(90_000);
  expect(signal.aborted).toBe(false);
  runNext();
  expect(signal.aborted).toBe(true);
});

test('patience that is no longer needed leaves no timer behind', () => {
  const { clock, runNext } = play();
  const { signal, end } = patience(clock, 60_000);
  end();
  expect(runNext()).toBe(false);
  expect(signal.aborted).toBe(false);
});
