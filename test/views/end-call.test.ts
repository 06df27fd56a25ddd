import { expect, test } from 'vitest';
import { OWNER } from '../../sandbox/cards/samples/pictures.ts';
import { languages } from '../../src/core/language.ts';
import { renderEnd } from '../../src/views/card.ts';
import { allText } from './body-parts.ts';

test.each(languages)('the call names one member, and says whether there is a picture, in %s', (language) => {
  const texts = [true, false].map((hasPictures) => allText(renderEnd(OWNER, hasPictures, language)));
  expect(new Set(texts).size).toBe(2);
  for (const text of texts) expect(text.match(/<@\d+>/g)).toEqual([`<@${OWNER}>`]);
});
