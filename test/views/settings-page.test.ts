import { describe, expect, test } from 'vitest';
import { everyCard } from '../../sandbox/cards/every-card.ts';
import { allSet, settingsRefusals } from '../../sandbox/cards/samples/server.ts';
import { settingsWords } from '../../src/commands/settings.ts';
import { type Language, languages } from '../../src/core/language.ts';
import { settingNames, unsetSettings } from '../../src/core/settings.ts';
import { creditLine } from '../../src/views/refusals.ts';
import { renderSettings, renderSettingsRefusal } from '../../src/views/settings.ts';
import { allText } from './body-parts.ts';

test.each(languages)('says everything in words of %s alone, and calls nobody', (language) => {
  const textsIn = (each: Language) => everyCard(each)['Settings']?.map(({ body }) => JSON.stringify(body)) ?? [];
  const others = textsIn(language === 'en' ? 'vi' : 'en');
  const texts = textsIn(language);
  expect(texts.length).toBeGreaterThan(15);
  for (const [at, text] of texts.entries()) {
    expect(text).not.toMatch(/undefined|NaN|\[object|null/);
    expect(text).not.toBe(others[at]);
    // a form calls nobody by itself
    if (!text.startsWith('{"custom_id"')) expect(text).toContain('"allowed_mentions":{"parse":[]}');
  }
});

test('a card names every setting and its value, with a menu that shows it', () => {
  const [inEnglish, inVietnamese] = [
    allText(renderSettings(allSet, settingsWords, 'en')),
    allText(renderSettings(allSet, settingsWords, 'vi')),
  ];
  const menus = JSON.stringify(renderSettings(allSet, settingsWords, 'en'));
  for (const name of settingNames) expect(menus).toContain(`"v1:mod:settings:set:${name}:1"`);
  for (const chosen of ['vi', 'opted-in', 'zen', 'true'])
    expect(menus).toMatch(new RegExp(`"value":"${chosen}","label":"[^"]+","default":true`));
  expect(menus).toContain('"default_values":[{"id":"1100000000000000002","type":"channel"}]');
  expect(inEnglish).toContain('Now: **<#1100000000000000002>**');
  expect(inVietnamese).toContain('`/cài_đặt đổi đặt_lại:`');
  expect(inVietnamese).toContain('Hiện tại: **Tiếng Việt**');
  expect(allText(renderSettings(unsetSettings, settingsWords, 'en')).match(/Now: \*\*none\*\*/g)).toHaveLength(3);
});

describe('a refusal', () => {
  test.each(settingsRefusals)('$kind says what to do', (refusal) => {
    for (const language of languages)
      expect(allText(renderSettingsRefusal(refusal, settingsWords, language))).toMatch(/\.$/);
  });

  test('calls permissions what Discord calls them', () => {
    const refusal = { kind: 'cannot-write', channelId: '1', missing: ['SendMessages'] } as const;
    expect(allText(renderSettingsRefusal(refusal, settingsWords, 'en'))).toContain('**Send Messages**');
  });
});

test('credit names the author and the way to the picture, and Share while it is hidden', () => {
  const credit = { authorId: '7', link: 'https://discord.com/channels/1/2/3' };
  expect(creditLine({ credit, isPrivate: true }, 'en')).toEqual([
    '-# ↳ made from [a picture](https://discord.com/channels/1/2/3) by <@7> · only you see it until you press **Share**',
  ]);
  expect(creditLine({ credit, isPrivate: false }, 'vi')).toEqual([
    '-# ↳ làm từ [ảnh](https://discord.com/channels/1/2/3) của <@7>',
  ]);
  expect(creditLine({ credit: undefined, isPrivate: false }, 'en')).toEqual([]);
});
