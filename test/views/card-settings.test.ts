import { expect, test } from 'vitest';
import { flux } from '../../src/commands/flux.ts';
import { style } from '../../src/commands/style.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { languages } from '../../src/core/language.ts';
import { settingsLine } from '../../src/views/card-settings.ts';
import { JOB } from './card-samples.ts';

test('numbers on a card can be typed as they stand there, in every language', () => {
  const input = { seed: 1_234_567_890, width: 1024, guidance: 3.125, image_strength: 0.125 };
  for (const language of languages) {
    const line = settingsLine({ operation: flux, input }, language);
    expect(line).toMatch(/: `1234567890`/);
    for (const value of ['1024', '3.125', '0.125']) expect(line).toMatch(new RegExp(`: ${value}( ·|$)`));
  }
});

test('that it was made from a picture is said once, above; what else went in is said here', () => {
  const result = { kind: 'result', jobId: JOB, index: 0 } as const;
  const handedIn = { kind: 'attachment', id: '1', url: 'https://x', name: 'x.png', bytes: 1 } as const;
  const parent = { ownerId: '1', n: undefined, link: undefined };
  const line = (input: JsonObject, of?: typeof parent) => settingsLine({ operation: style, input, parent: of }, 'en');
  expect(line({ image: result, reference: handedIn }, parent)).toBe('with a reference');
  expect(line({ image: result, reference: handedIn })).toBe('with a reference · with an image');
  expect(line({ reference: result }, parent)).toBe('with a reference');
  expect(line({ image: handedIn }, parent)).toBe('with an image');
  const shrunk = { kind: 'stored', key: `${'a'.repeat(64)}.png`, width: 1, height: 1, bytes: 1, copyOf: result };
  expect(line({ image: { ...shrunk, shrunkFrom: { width: 2, height: 2 } } }, parent)).toContain('made smaller');
});
