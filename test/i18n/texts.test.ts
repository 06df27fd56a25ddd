import { describe, expect, it } from 'vitest';
import { textsFor } from '../../src/i18n/index.ts';

function leaves(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}/${key}`));
}

const inEnglish = leaves(textsFor('en'));
const inVietnamese = new Map(leaves(textsFor('vi')));
const sentences = inEnglish.filter((leaf): leaf is readonly [string, string] => typeof leaf[1] === 'string');

describe('the texts', () => {
  it('are the same set in both languages', () => {
    expect([...inVietnamese.keys()].sort()).toEqual(inEnglish.map(([path]) => path).sort());
  });

  it.each(sentences)('%s is really translated', (path, english) => {
    const vietnamese = inVietnamese.get(path);
    expect(vietnamese).toEqual(expect.stringMatching(/\S/));
    expect(vietnamese).not.toBe(english);
  });

  it('are composed letters, so that Discord can match them', () => {
    for (const [, text] of inVietnamese) if (typeof text === 'string') expect(text).toBe(text.normalize('NFC'));
  });

  it.each(sentences.filter(([path]) => path.startsWith('/buttons/')))('%s fits a button', (path) => {
    for (const label of [sentences.find(([at]) => at === path)?.[1], inVietnamese.get(path)]) {
      expect(String(label).length).toBeLessThanOrEqual(80);
    }
  });

  it('name the button that they tell the member to press', () => {
    for (const [language, button] of [
      ['en', /Press \*\*(.+?)\*\*/g],
      ['vi', /bấm \*\*(.+?)\*\*/gi],
    ] as const) {
      const { buttons, card, failures } = textsFor(language);
      const texts = [card.cancelled(1), card.restarted(1), ...Object.values(failures).map(({ next }) => next)];
      const named = texts.flatMap((text) => [...text.matchAll(button)].map((match) => match[1]));
      expect(named.length).toBeGreaterThan(5);
      expect(new Set(named)).toEqual(new Set([buttons.retry]));
    }
  });
});

describe('numbers', () => {
  it.each([
    [1, '1 credit'],
    [2, '2 credits'],
    [1500, '1,500 credits'],
  ])('%i takes the right form in English', (price, expected) => {
    expect(textsFor('en').card.price(price, price)).toBe(expected);
  });

  it('are written with points in Vietnamese', () => {
    expect(textsFor('vi').card.price(1500, 1500)).toBe('1.500 điểm');
  });
});
