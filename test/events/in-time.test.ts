import { expect, test } from 'vitest';
import { inTime } from '../../src/events/in-time.ts';

function begin(defer?: () => Promise<void>) {
  let time = 0;
  const timers: { at: number; task: () => void }[] = [];
  const clock = {
    now: () => time,
    elapsed: () => time,
    schedule(ms: number, task: () => void) {
      const timer = { at: time + ms, task };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    advance(ms: number) {
      time += ms;
      for (const { at, task } of [...timers]) if (at <= time) task();
    },
  };
  const said: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const later = defer ?? (async () => void said.push('later'));
  const answer = inTime(clock, promise, later).then(
    (words) => void said.push(words),
    (error: unknown) => void said.push(String(error)),
  );
  const settle = () => new Promise((done) => setImmediate(done));
  return { clock, said, resolve, reject, answer, settle };
}

test('what is quick is answered at once', async () => {
  const { clock, said, resolve, answer, settle } = begin();
  clock.advance(1400);
  resolve('here');
  await answer;
  clock.advance(5000);
  await settle();
  expect(said).toEqual(['here']);
});

test('what takes half of the time that Discord gives is announced first', async () => {
  const { clock, said, resolve, answer, settle } = begin();
  clock.advance(1600);
  await settle();
  expect(said).toEqual(['later']);
  resolve('here');
  await answer;
  expect(said).toEqual(['later', 'here']);
});

test('a deferral that Discord does not take is not the end of the work: its answer comes all the same', async () => {
  const { clock, said, resolve, answer, settle } = begin(async () => {
    throw new Error('Unknown interaction');
  });
  clock.advance(1600);
  await settle();
  resolve('here');
  await answer;
  expect(said).toEqual(['here']);
});

test('an error is passed on, before and after', async () => {
  const early = begin();
  early.reject(new Error('broken'));
  await early.answer;
  expect(early.said).toEqual(['Error: broken']);
  const late = begin();
  late.clock.advance(1600);
  await late.settle();
  late.reject(new Error('broken'));
  await late.answer;
  expect(late.said).toEqual(['later', 'Error: broken']);
});
