import { expect, test } from 'vitest';
import { failureCodes, isFailureCode } from '../../src/core/failure.ts';

test('a failure is known by its code only', () => {
  for (const code of failureCodes) expect(isFailureCode(code)).toBe(true);
  for (const text of ['', 'Refused', 'toString', 'refused ']) expect(isFailureCode(text)).toBe(false);
});
