import { MessageFlags } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { denials, notices, refusals } from '../../sandbox/cards/samples/answers.ts';
import { options } from '../../sandbox/cards/samples/pictures.ts';
import { languages } from '../../src/core/language.ts';
import { privately } from '../../src/views/message-body.ts';
import { renderNotice } from '../../src/views/notices.ts';
import { renderDenial, renderRefusal } from '../../src/views/refusals.ts';
import { allText } from './body-parts.ts';

describe('a refusal', () => {
  const refused = (code: keyof typeof refusals, language: (typeof languages)[number]) =>
    allText(renderRefusal(refusals[code], language));

  it.each(Object.values(refusals))('for $code names its option and differs between the languages', (refusal) => {
    for (const language of languages) {
      const text = allText(renderRefusal(refusal, language));
      if ('option' in refusal) expect(text).toContain(`**\`${refusal.option}\`**`);
      expect(text).toMatch(/\.$/);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
    expect(allText(renderRefusal(refusal, 'en'))).not.toBe(allText(renderRefusal(refusal, 'vi')));
  });

  it('names options and choices in the language, and as they are typed, where they are known', () => {
    const text = allText(renderRefusal(refusals['bad-choice'], 'vi', options));
    expect(text).toBe('**`mô_hình`** (`model`) không thể là “\\*\\*x\\*\\*”. Hãy chọn “Chân thực” hoặc “Uyển chuyển”.');
    expect(allText(renderRefusal(refusals['bad-choice'], 'en', options))).toBe(
      '**`model`** cannot be “\\*\\*x\\*\\*”. Choose “Realism” or “Fluid”.',
    );
  });

  it('names every option that could help', () => {
    expect(refused('needs', 'en')).toBe(
      '**`hdr`** does nothing without **`style_reference`** or **`look`**. Add it, or leave **`hdr`** out.',
    );
    expect(refused('only-with', 'en')).toBe(
      '**`steps`** works only when **`model`** is “flux-pro” or “flux-dev”. Choose that, or leave **`steps`** out.',
    );
  });

  it('tells the end that there is, and both where there are two', () => {
    const steps = { code: 'out-of-range', option: 'steps', minimum: 1 } as const;
    expect(allText(renderRefusal(steps, 'en'))).toBe('**`steps`** starts at 1. Choose that or more.');
    expect(allText(renderRefusal(steps, 'vi'))).toContain('từ 1 trở lên');
    const shape = { ...refusals['bad-shape'], between: ['21:9', '9:21'] } as const;
    expect(allText(renderRefusal(shape, 'en'))).toMatch(/Write it like `16:9`, from `21:9` to `9:21`\.$/);
    expect(allText(renderRefusal(shape, 'vi'))).toMatch(/như `16:9`, từ `21:9` đến `9:21`\.$/);
  });

  it('tells a model that the provider refuses from one that the operator does not want', () => {
    const left = { option: 'model', values: ['realism'] };
    const refusal = { code: 'switched-off', what: 'fluid', left } as const;
    expect(allText(renderRefusal(refusal, 'en', options))).toBe(
      'The provider does not offer “Fluid” at the moment. The bot will try it again by itself. Until then, choose “Realism”.',
    );
    const nothingLeft = { ...refusal, left: { option: 'model', values: [] } };
    expect(allText(renderRefusal(nothingLeft, 'vi', options))).toContain('hãy dùng lệnh khác.');
    expect(refused('switched-off', 'en')).toContain('switched off on this bot');
  });

  it('does not list a hundred values', () => {
    const allowed = Array.from({ length: 100 }, (_, index) => `value-${index}`);
    const text = allText(renderRefusal({ code: 'bad-choice', option: 'model', value: 'x', allowed }, 'en'));
    expect(text).toContain('“value-11”, or 88 more.');
    expect(text).not.toContain('value-12');
  });

  it.each(['count', 'color', 'weight'] as const)('shows how colors are written when the %s is wrong', (problem) => {
    const refusal = { code: 'bad-colors', problem, value: '@everyone' } as const;
    for (const language of languages) {
      const text = allText(renderRefusal(refusal, language));
      expect(text).toMatch(/\*\*`colors`\*\*.*`#ff8800:0\.6/);
      expect(text).not.toContain('@everyone');
    }
  });
});

describe('a denial', () => {
  it.each(denials)('for $code reads well in both languages', (denial) => {
    const [inEnglish, inVietnamese] = languages.map((language) => allText(renderDenial(denial, language)));
    expect(inEnglish).toMatch(/\w{3,}.*\.$/);
    expect(inVietnamese).toMatch(/\p{L}{2,}.*\.$/u);
    expect(inEnglish).not.toBe(inVietnamese);
    expect(`${inEnglish}${inVietnamese}`).not.toMatch(/undefined|NaN|\[object/);
  });

  it('tells the price, what is left and when more comes', () => {
    expect(
      allText(renderDenial({ code: 'daily-credits', price: 4, left: 2, daily: 50, resetsAt: 1_790_000_000_000 }, 'en')),
    ).toBe(
      'This costs 4 credits, and you have 2 of 50 left today. Ask for fewer or smaller pictures, or wait: new credits come <t:1790000000:R>.',
    );
  });

  it('counts requests at once as what they are, since four pictures may be one', () => {
    const denial = { code: 'concurrent', running: 1, limit: 1 } as const;
    expect(allText(renderDenial(denial, 'en'))).toContain('You have 1 request in the works and may have 1 at once.');
    expect(allText(renderDenial(denial, 'vi'))).toContain('Bạn có 1 yêu cầu đang làm');
    for (const language of languages) {
      const [may, mayNot] = [true, false].map((mayCancel) => allText(renderDenial({ ...denial, mayCancel }, language)));
      expect(may).toMatch(/cancel one: \*\*\/jobs|hủy bớt trong \*\*\/đang\\_làm/);
      expect(mayNot).not.toMatch(/cancel|hủy/);
    }
  });

  it('names the commands that do much the same as the member types them', () => {
    const [bare, whole, choice] = denials.filter(({ code }) => code === 'switched-off');
    if (!bare || !whole || !choice) throw new Error('no samples');
    expect(allText(renderDenial(bare, 'en'))).toBe(
      'The provider does not offer **/style** at the moment. The bot will try it again by itself. Until then, use another command.',
    );
    expect(allText(renderDenial(whole, 'vi'))).toContain('**/chỉnh\\_sửa** hoặc **/vẽ**');
    expect(allText(renderDenial(choice, 'en', options))).toMatch(
      /“Fluid” of \*\*\/imagine\*\* at the moment\..*choose “Realism” or “zen”, or use \*\*\/edit\*\*\.$/,
    );
  });
});

describe('a notice', () => {
  it.each(notices)('of $kind says what to do, in both languages', (notice) => {
    const [inEnglish, inVietnamese] = languages.map((language) => allText(renderNotice(notice, language)));
    expect(inEnglish).toMatch(/^[A-Z].{20,}\.$/);
    expect(inVietnamese).toMatch(/^[\p{Lu}].{20,}\.$/u);
    expect(inEnglish).not.toBe(inVietnamese);
  });

  it('carries the reference that the log has', () => {
    for (const language of languages) {
      expect(allText(renderNotice({ kind: 'internal', reference: 'J7K2' }, language))).toContain('J7K2');
    }
  });

  it('can be made private without losing its layout', () => {
    const body = privately(renderNotice({ kind: 'not-yours' }, 'en'));
    expect(body.flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
  });
});
