import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { createRegistrar } from '../../src/events/registration.ts';

function begin(register: () => Promise<unknown>) {
  const clock = createMovableClock();
  let calls = 0;
  const registrar = createRegistrar({
    register() {
      calls += 1;
      return register();
    },
    clock,
    log: pino({ level: 'silent' }),
  });
  const pass = async (ms: number) => {
    clock.advance(ms);
    await new Promise((resolve) => setTimeout(resolve, 10));
  };
  return { registrar, pass, calls: () => calls };
}

test('changes that come together are told once, after a while', async () => {
  const { registrar, pass, calls } = begin(async () => {});
  for (let n = 0; n < 5; n++) registrar.changed();
  await pass(5000);
  registrar.changed();
  expect(calls()).toBe(0);
  await pass(6000);
  expect(calls()).toBe(1);
  await pass(3_600_000);
  expect(calls()).toBe(1);
});

test('a change that comes while Discord is being told is told afterwards', async () => {
  let end = () => {};
  const { registrar, pass, calls } = begin(() => new Promise<void>((resolve) => (end = resolve)));
  registrar.changed();
  await pass(11_000);
  registrar.changed();
  await pass(60_000);
  expect(calls()).toBe(1);
  end();
  await pass(0);
  await pass(11_000);
  expect(calls()).toBe(2);
});

test('a refusal of Discord is not the end: it is told again, ever more rarely', async () => {
  let isDown = true;
  const { registrar, pass, calls } = begin(async () => {
    if (isDown) throw new Error('Max number of daily application command creates has been reached (200)');
  });
  registrar.changed();
  await pass(11_000);
  await pass(61_000);
  expect(calls()).toBe(2);
  await pass(61_000);
  expect(calls()).toBe(2);
  isDown = false;
  await pass(61_000);
  expect(calls()).toBe(3);
  await pass(7_200_000);
  expect(calls()).toBe(3);
});

test('after a stop nothing is told', async () => {
  const { registrar, pass, calls } = begin(async () => {});
  registrar.changed();
  registrar.stop();
  registrar.changed();
  await pass(60_000);
  expect(calls()).toBe(0);
});
