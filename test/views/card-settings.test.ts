import { expect, test } from 'vitest';
import { flux } from '../../src/commands/flux.ts';
import { languages } from '../../src/core/language.ts';
import { settingsLine } from '../../src/views/card-settings.ts';

test('numbers on a card can be typed as they stand there, in every language', () => {
  const input = { seed: 1_234_567_890, width: 1024, guidance: 3.125, image_strength: 0.125 };
  for (const language of languages) {
    const line = settingsLine({ operation: flux, input }, language);
    expect(line).toMatch(/: `1234567890`/);
    for (const value of ['1024', '3.125', '0.125']) expect(line).toMatch(new RegExp(`: ${value}( ·|$)`));
  }
});
