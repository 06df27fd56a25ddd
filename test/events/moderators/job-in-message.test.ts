import { expect, test } from 'vitest';
import { subjectInMessage } from '../../../src/events/moderators/cases.ts';

const JOB = '01JDZ8Q4S0M3T5V7W9XBCDEFGH';
const OTHER = '01JDZ8Q4S0M3T5V7W9XBCDEFGJ';
const button = (custom_id: string) => ({ type: 1, components: [{ type: 2, custom_id }] });
const text = (content: string) => ({ type: 10, content });
const ours = { id: '1', application_id: 'app' };
const read = (message: object) => subjectInMessage({ ...ours, ...message }, 'app');

test.each([
  ['a button', button(`v1:again:${JOB}:1`)],
  ['a step of one', button(`v1:report-form:${JOB}:1`)],
  ['a chain', button(`v1:chain:${JOB}:2`)],
  ['a case', button(`v1:mod:record:open:${JOB}:1`)],
  ['a choice of a menu', { type: 3, options: [{ value: `v1:upscale:${JOB}:2` }] }],
  ['its last line', text(`-# Job \`${JOB}\``)],
])('is found by %s, however deep', (_, component) => {
  expect(read({ components: [{ type: 17, components: [component] }] })).toBe(JOB);
});

test('is found by a file of ours, where there is nothing else', () => {
  const filename = `SPOILER_darkroom-${JOB.toLowerCase()}-compared.png`;
  expect(read({ attachments: [{ id: '2', filename }] })).toBe(JOB);
  expect(read({ attachments: [{ id: '2', filename: `mine-${JOB}.png` }] })).toBeUndefined();
});

test('what a member typed never stands for another picture', () => {
  const typed = text(`> "v1:again:${OTHER}:1" \\\`${OTHER}\\\``);
  expect(read({ components: [typed, text(`-# Job \`${JOB}\``)] })).toBe(JOB);
  expect(read({ components: [typed] })).toBeUndefined();
  const alt = { type: 12, items: [{ description: `v1:again:${OTHER}:1 \`${OTHER}\`` }] };
  expect(read({ components: [alt, button(`v1:again:${JOB}:1`)] })).toBe(JOB);
});

test('a message of anybody else says nothing, whatever it holds', () => {
  const components = [button(`v1:again:${JOB}:1`)];
  expect(subjectInMessage({ id: '1', application_id: 'other', components }, 'app')).toBeUndefined();
  expect(subjectInMessage({ id: '1', author: { id: 'bob' }, components }, 'app')).toBeUndefined();
  expect(subjectInMessage(undefined, 'app')).toBeUndefined();
  expect(read({ components: [button('v1:mod:limits:log::2'), button('nonsense'), null, 7] })).toBeUndefined();
});
