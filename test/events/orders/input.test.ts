import { expect, test } from 'vitest';
import { rawInput } from '../../../src/events/orders/input.ts';
import { interactionSchema } from '../../../src/events/shared/payload.ts';

const file = { id: '12', url: 'https://cdn.example/x.png', filename: 'x.png', size: 10 };

const read = (options: readonly object[]) =>
  rawInput(
    interactionSchema.parse({
      id: '1',
      application_id: '2',
      type: 2,
      token: 'token',
      data: { name: 'imagine', options, resolved: { attachments: { 12: file } } },
    }),
  );

test.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
  'a prompt of the one word %s is a prompt',
  (value) => {
    expect(read([{ name: 'prompt', type: 3, value }])).toEqual({ prompt: value });
  },
);

test('a file is found by its id', () => {
  expect(read([{ name: 'image', type: 11, value: '12' }])).toEqual({
    image: { kind: 'attachment', id: '12', url: 'https://cdn.example/x.png', name: 'x.png', bytes: 10 },
  });
});
