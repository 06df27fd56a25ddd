import { ComponentType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { card, chainPage, JOB, MESSAGE, madeStep } from '../../sandbox/cards/samples/pictures.ts';
import { languages } from '../../src/core/language.ts';
import { textsFor } from '../../src/i18n/index.ts';
import { renderCard } from '../../src/views/card.ts';
import { renderChain, withChain } from '../../src/views/chain.ts';
import { anyCard, anyChainPage } from './any.ts';
import { allComponents, allText, customIds, galleryItems } from './body-parts.ts';
import { expectWithinLimits } from './limits.ts';

const choices = (body: ReturnType<typeof renderChain>) =>
  allComponents(body.components).flatMap((each) => (each.type === ComponentType.StringSelect ? each.options : []));

describe('the history of a picture', () => {
  it('counts what was made, neither what was handed in nor what is not told', () => {
    const body = renderChain(chainPage(), 'en');
    expect(allText(body)).toContain('· 2 pictures');
    expect(galleryItems(body)).toMatchObject([{ description: 'The 2 steps to this picture, in order' }]);
  });

  it('tells each step in order, with its price, age and message', () => {
    const text = allText(renderChain(chainPage(), 'en'));
    expect(text).toContain('**1. Your picture**\n**2. Upscale** · 2 credits · <t:1790000000:R>');
    expect(text).toContain(`[message](<${MESSAGE}>)\n> a fox in the snow\n**3.** …\n**4. Upscale**`);
    expect(galleryItems(renderChain(chainPage(), 'en'))).toMatchObject([{ media: { url: 'attachment://chain.webp' } }]);
  });

  it('leads back to every step that may be seen, and to what was made of the picture', () => {
    const later = [madeStep({ jobId: '01JDZ8Q4S0M3T5V7W9XBCDEFGJ', title: { en: 'Relight', vi: 'Đổi ánh sáng' } })];
    for (const language of languages) {
      const body = renderChain(chainPage({ later }), language);
      const { chain } = textsFor(language);
      expect(choices(body)).toHaveLength(3);
      expect(choices(body)[0]?.value).toMatch(/:2$/);
      expect(choices(body)[1]).toMatchObject({ value: `${JOB}:1`, description: 'a fox in the snow' });
      expect(choices(body)[2]?.label).toBe(chain.laterChoice(later[0]?.title[language] ?? ''));
      expect(allText(body)).toContain(chain.later(1));
      expect(customIds(body)).toEqual([`v1:redo:${JOB}:1`]);
    }
  });

  it('of private steps only is words without a menu', () => {
    const body = renderChain(chainPage({ steps: [{ kind: 'gap' }], strip: undefined, earlier: 2 }), 'vi');
    expect(choices(body)).toEqual([]);
    expect(galleryItems(body)).toEqual([]);
    expect(allText(body)).toContain(textsFor('vi').chain.earlier(2));
  });

  it.each(languages)("stays within Discord's limits whatever it tells, in %s", (language) => {
    fc.assert(
      fc.property(anyChainPage, (page) => expectWithinLimits(renderChain(page, language))),
      { numRuns: 150 },
    );
  });
});

describe('a card with its chain', () => {
  it('shows the strip below and leads to the history', () => {
    const body = withChain(renderCard(card({ status: { kind: 'finished', isLate: false } }), 'en'), chainPage(), 'en');
    expect(customIds(body)).toEqual(expect.arrayContaining([`v1:chain:${JOB}:1`, `v1:redo:${JOB}:1`]));
    expect(galleryItems(body)).toHaveLength(1);
  });

  it('leaves out what has no room', () => {
    fc.assert(
      fc.property(anyCard, (state) => expectWithinLimits(withChain(renderCard(state, 'vi'), chainPage(), 'vi'))),
      { numRuns: 100 },
    );
  });
});
