import { ComponentType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { card, picture } from '../../sandbox/cards/samples/pictures.ts';
import type { CardBatch, CardSteps } from '../../src/core/card.ts';
import { languages } from '../../src/core/language.ts';
import { textsFor } from '../../src/i18n/index.ts';
import { renderCard } from '../../src/views/card.ts';
import { allComponents, allText } from './body-parts.ts';
import { expectWithinLimits } from './limits.ts';

const finished = { status: { kind: 'finished', isLate: false }, pictures: [picture()] } as const;

describe('the card of a batch', () => {
  const batchCard = (batch: Partial<CardBatch>) => card({ ...finished, batch: { lost: [], zip: undefined, ...batch } });

  it('names each file that is lost, with its reason, and no mark-up of its name', () => {
    const lost = [
      { name: '**cat**.txt', reason: 'input-refused', refusal: { code: 'not-a-picture', option: 'image' } },
      { name: '<@1> dog.png', reason: 'refused' },
    ] as const;
    const text = allText(renderCard(batchCard({ lost }), 'en'));
    expect(text).toContain('What you attached as **`**cat**.txt`** is not a picture.');
    expect(text).toContain("**\\<\\@1\\> dog.png**: The provider's content check turned this down.");
    expect(allText(renderCard(batchCard({ lost }), 'vi'))).toContain(textsFor('vi').failures.refused.happened);
  });

  it('says a reason that several share once', () => {
    const lost = ['a.png', 'b.png', 'c.png'].map((name) => ({
      name,
      reason: name === 'b.png' ? ('refused' as const) : ('deadline' as const),
    }));
    const text = allText(renderCard(batchCard({ lost }), 'en'));
    expect(text).toContain('**a.png, c.png**: This took too long');
    expect(text.match(/This took too long/g)).toHaveLength(1);
    expect(text).toContain("**b.png**: The provider's content check");
  });

  it('stays within the limits however many are lost', () => {
    const lost = Array.from({ length: 20 }, (_, at) => ({
      name: `${at} ${'x'.repeat(200)}`,
      reason: 'input-refused' as const,
      refusal: { code: 'picture-too-small', option: 'image', minimum: 160 } as const,
    }));
    for (const language of languages) {
      const body = renderCard(batchCard({ lost }), language);
      expectWithinLimits(body);
      expect(allText(body)).toMatch(language === 'en' ? /more files? could not be done/ : /tệp nữa không làm được/);
    }
  });

  it('links its ZIP, or shows it as a file', () => {
    const url = 'https://files.example.com/a.zip';
    expect(allText(renderCard(batchCard({ zip: url }), 'en'))).toContain(`[Download all as ZIP](<${url}>)`);
    const body = renderCard(batchCard({ zip: 'attachment://darkroom.zip' }), 'en');
    expect(allComponents(body.components).find(({ type }) => type === ComponentType.File)).toMatchObject({
      file: { url: 'attachment://darkroom.zip' },
    });
    expect(allText(body)).not.toContain('ZIP');
  });
});

describe('the card of steps', () => {
  const stepsCard = (steps: Partial<CardSteps>, failures: readonly 'refused'[] = []) =>
    card({ ...finished, failures, steps: { current: 2, total: 3, price: 4, stopped: undefined, ...steps } });

  it('tells the step and the sum', () => {
    const text = allText(renderCard(stepsCard({}), 'en'));
    expect(text).toContain('Step 2 of 3 · 4 credits for all steps');
    expect(text.match(/\bcredits?\b/g)).toHaveLength(1);
    expect(allText(renderCard(stepsCard({}), 'vi'))).toContain('Bước 2/3 · tất cả các bước: 4 điểm');
  });

  it('that stopped says where and why, once', () => {
    const text = allText(renderCard(stepsCard({ stopped: { reason: 'refused' } }, ['refused']), 'en'));
    expect(text).toContain("**Stopped at step 2 of 3.** The provider's content check turned this down.");
    expect(text).not.toContain('given back because');
    expect(allText(renderCard(stepsCard({ stopped: { reason: undefined } }), 'en'))).toContain('You cancelled it.');
  });
});

describe('the card of a count', () => {
  it('of which some were cancelled says so', () => {
    const body = renderCard(card({ ...finished, cancelled: 3, price: 4, charged: 1 }), 'en');
    expect(allText(body)).toContain('1 of 4 pictures; 3 were cancelled and given back.');
    expect(allText(body)).toContain('1 credit (3 given back)');
  });
});
