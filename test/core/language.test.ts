import { expect, test } from 'vitest';
import { languageOf } from '../../src/core/language.ts';

test.each([
  ['vi', 'vi'],
  ['VI', 'vi'],
  ['vi-VN', 'vi'],
  ['en-US', 'en'],
  ['en-GB', 'en'],
  ['fr', 'en'],
  ['', 'en'],
  [null, 'en'],
  [undefined, 'en'],
])('the locale %s is answered in %s', (locale, language) => expect(languageOf(locale)).toBe(language));
