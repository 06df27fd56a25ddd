import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actions, formatChooseId, formatStepId, parseChooseId, parseStepId } from '../../src/core/custom-ids.ts';

const JOB = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

test.each([
  ['expand', 'preset'],
  ['reword', 'form'],
  ['delete', 'sure'],
] as const)('the second step of %s is read back', (action, step) => {
  const id = { action, step, subject: JOB, n: 3 };
  expect(parseStepId(formatStepId(id))).toEqual(id);
});

test('a step that the action does not have is none', () => {
  for (const action of actions)
    for (const step of ['preset', 'form', 'sure', 'nonsense']) {
      const id = parseStepId(`v1:${action}-${step}:${JOB}:1`);
      if (id) expect(`${id.action}-${id.step}`).toBe(`${action}-${step}`);
    }
  expect(parseStepId(`v1:upscale-sure:${JOB}:1`)).toBeUndefined();
  expect(parseStepId(`v1:delete-form:${JOB}:1`)).toBeUndefined();
  expect(parseStepId(`v1:toString-sure:${JOB}:1`)).toBeUndefined();
});

test('whatever was forged is no step and no menu', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseStepId(text)).toBeUndefined();
      expect(parseChooseId(text)).toBeUndefined();
    }),
  );
  for (const n of [1, 10]) expect(parseChooseId(formatChooseId({ subject: JOB, n }))).toEqual({ subject: JOB, n });
});
