import { expect, test } from 'vitest';
import { mimeTypes, pictureTypeOf } from '../../src/core/picture.ts';

test('every ending that we give to a file leads back to its type', () => {
  for (const type of ['png', 'jpg', 'webp', 'gif'] as const) {
    expect(pictureTypeOf(`a.png.${type}`)).toBe(type);
    expect(mimeTypes[type]).toMatch(/^image\//);
  }
});
