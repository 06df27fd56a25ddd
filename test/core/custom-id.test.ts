import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actions, formatCustomId, parseCustomId } from '../../src/core/custom-id.ts';
import { ulid } from '../../src/core/ulid.ts';

const ID = '01ARYZ6S410000000000000000';
const anyId = fc.record({
  action: fc.constantFrom(...actions),
  subject: fc
    .tuple(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.uint8Array({ minLength: 16, maxLength: 16 }))
    .map(([now, bytes]) => ulid(now, bytes)),
  n: fc.integer({ min: 1, max: 99 }),
});

test('what a button says is read back as it was, and fits Discord’s hundred characters', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      const text = formatCustomId(id);
      expect(text.length).toBeLessThanOrEqual(100);
      expect(parseCustomId(text)).toEqual(id);
    }),
  );
});

test('one text for one button: what can be read is written the same', () => {
  const piece = fc.constantFrom('v1', 'v2', ID, ':', '::', '1', '01', '99', '0', ' ', '\n', ...actions);
  const text = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (candidate) => {
      const id = parseCustomId(candidate);
      if (id) expect(formatCustomId(id)).toBe(candidate);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  '',
  ':::',
  `v1:again:${ID}`,
  `v1:again:${ID}:`,
  `v1:again:${ID}:0`,
  `v1:again:${ID}:01`,
  `v1:again:${ID}:100`,
  `v1:again:${ID}:-1`,
  `v1:again:${ID}:1.5`,
  `v1:again:${ID}:1e1`,
  `v1:again:${ID}:१`,
  `v1:again:${ID}:1:`,
  `v1:again:${ID}:1\n`,
  `v1:again:${ID.toLowerCase()}:1`,
  `v1:again:../../etc/passwd:1`,
  `v1:again:' OR 1=1 --:1`,
  `v1:constructor:${ID}:1`,
  `v1:__proto__:${ID}:1`,
  `v1:AGAIN:${ID}:1`,
  `V1:again:${ID}:1`,
  `v2:again:${ID}:1`,
  `v1:again:${ID}:1`.repeat(1000),
])('%j is no button of ours', (text) => expect(parseCustomId(text)).toBeUndefined());
