import { expect, test } from 'vitest';
import { JOB } from '../../sandbox/cards/samples/pictures.ts';
import { fluxV1 as flux } from '../../src/commands/flux/v1.ts';
import { imagine } from '../../src/commands/imagine.ts';
import { style } from '../../src/commands/style.ts';
import { upscale } from '../../src/commands/upscale.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { type Language, languages } from '../../src/core/language.ts';
import type { Operation } from '../../src/core/operation.ts';
import { settingsLine } from '../../src/views/card.ts';

test('numbers on a card can be typed as they stand there, in every language', () => {
  const input = { seed: 1_234_567_890, width: 1024, guidance: 3.125, image_strength: 0.125 };
  for (const language of languages) {
    const line = settingsLine({ operation: flux, input }, language);
    expect(line).toMatch(/: `1234567890`/);
    for (const value of ['1024', '3.125', '0.125']) expect(line).toMatch(new RegExp(`: ${value}( ·|$)`));
  }
});

test('that it was made from a picture goes without saying where it cannot be otherwise; what else went in is said', () => {
  const result = { kind: 'result', jobId: JOB, index: 0 } as const;
  const handedIn = { kind: 'attachment', id: '1', url: 'https://x', name: 'x.png', bytes: 1 } as const;
  const parent = { ownerId: '1', n: undefined, link: undefined };
  const line = (input: JsonObject, of?: typeof parent) => settingsLine({ operation: style, input, parent: of }, 'en');
  expect(line({ image: result, reference: handedIn }, parent)).toBe('with a reference');
  expect(line({ image: result, reference: handedIn })).toBe('with a reference');
  expect(line({ reference: result }, parent)).toBe('with a reference');
  expect(line({ image: handedIn })).toBe('');
  expect(settingsLine({ operation: flux, input: { image: handedIn } }, 'en')).toBe('with an image');
  expect(settingsLine({ operation: flux, input: { image: result }, parent }, 'en')).toBe('');
  const shrunk = { kind: 'stored', key: `${'a'.repeat(64)}.png`, width: 1, height: 1, bytes: 1, copyOf: result };
  expect(line({ image: { ...shrunk, shrunkFrom: { width: 2, height: 2 } } }, parent)).toContain('made smaller');
});

test('what nobody chose is told by what the provider takes for it', () => {
  const told = (operation: Operation, input: JsonObject, language: Language = 'en') =>
    settingsLine({ operation, input, usual: operation.usual(input) }, language).replaceAll('\\', '');
  expect(told(imagine, { prompt: 'a fox' })).toBe('Realism · 1:1 square · 2K');
  expect(told(imagine, { prompt: 'a fox', model: 'zen', aspect: 'film_horizontal_21_9' })).toBe('Zen · 21:9 film · 2K');
  expect(told(imagine, { prompt: 'a fox', look: 'noir' })).toBe('1:1 square · 2K · look: noir');
  const picture = { kind: 'result', jobId: JOB, index: 0 } as const;
  expect(told(upscale, { image: picture })).toBe('Precision');
  expect(told(upscale, { image: picture, mode: 'creative' }, 'vi')).toBe('Creative · số lần: 2');
  expect(told(flux, { prompt: 'a fox', model: 'flux-pro-1.1-ultra' })).toBe('FLUX pro 1.1 ultra · 16:9 widescreen');
});
