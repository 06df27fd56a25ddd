import { expect, test } from 'vitest';
import { complaintOf, isAboutModel } from '../../../src/services/providers/answer.ts';
import { stateOf as ofV1 } from '../../../src/services/providers/apiframe/v1.ts';
import { stateOf as ofV2 } from '../../../src/services/providers/apiframe/v2.ts';
import { stateOf as ofFreepik } from '../../../src/services/providers/freepik.ts';

/** JSON of which JavaScript can make no text. */
const WORDLESS = JSON.parse('{ "toString": 1, "valueOf": 2 }');

test.each([
  ['Freepik', ofFreepik],
  ['APIFRAME', ofV1],
  ['APIFRAME v2', ofV2],
] as const)('a status of %s that is no word is not an end', (_, stateOf) => {
  for (const status of [WORDLESS, [WORDLESS], null, true, 7]) {
    expect(stateOf({ status }, 'ticket')).toEqual({ status: 'pending', ticket: 'ticket' });
  }
});

test('a refusal whose fields are no words is a refusal', () => {
  const body = { message: 'Validation error', invalid_params: [{ name: WORDLESS, reason: [WORDLESS] }] };
  expect(complaintOf(body)).toMatchObject({
    code: 'invalid-request',
    detail: expect.stringMatching(/^Validation error/),
  });
  expect(isAboutModel({ errors: [{ path: [WORDLESS, 'model'] }, { msg: WORDLESS }] })).toBe(false);
  expect(isAboutModel({ errors: [{ path: [WORDLESS, 'model'] }] })).toBe(true);
});
