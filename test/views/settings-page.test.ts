import { describe, expect, test } from 'vitest';
import { languages } from '../../src/core/language.ts';
import { settingNames, unsetSettings } from '../../src/core/server-settings.ts';
import { creditLine } from '../../src/views/consent.ts';
import { renderSettings, renderSettingsRefusal } from '../../src/views/settings-page.ts';
import { allText } from './body-parts.ts';
import { allSet, settingsBodies, settingsRefusals, words } from './settings-samples.ts';

test.each(languages)('says everything in words of %s alone, and calls nobody', (language) => {
  for (const [at, body] of settingsBodies(language).entries()) {
    const text = allText(body);
    expect(text.length).toBeGreaterThan(20);
    expect(text.length).toBeLessThan(4000);
    expect(text).not.toMatch(/undefined|NaN|\[object|null/);
    expect(text).not.toBe(allText(settingsBodies(language === 'en' ? 'vi' : 'en')[at] ?? body));
    expect(body.allowed_mentions).toEqual({ parse: [] });
  }
});

test('a card names every setting, its value, and the command as the member types it', () => {
  const [inEnglish, inVietnamese] = [
    allText(renderSettings(allSet, words, 'en')),
    allText(renderSettings(allSet, words, 'vi')),
  ];
  for (const name of settingNames) expect(inEnglish).toContain(`\`/settings set ${name}:\``);
  expect(inEnglish).toContain('Now: **<#1100000000000000002>**');
  expect(inVietnamese).toContain('`/cài_đặt đổi vai_trò_điều_hành:`');
  expect(inVietnamese).toContain('Hiện tại: **Tiếng Việt**');
  expect(allText(renderSettings(unsetSettings, words, 'en')).match(/Now: \*\*none\*\*/g)).toHaveLength(3);
});

describe('a refusal', () => {
  test.each(settingsRefusals)('$kind says what to do', (refusal) => {
    for (const language of languages) expect(allText(renderSettingsRefusal(refusal, words, language))).toMatch(/\.$/);
  });

  test('calls permissions what Discord calls them', () => {
    const refusal = { kind: 'cannot-write', channelId: '1', missing: ['SendMessages'] } as const;
    expect(allText(renderSettingsRefusal(refusal, words, 'en'))).toContain('**Send Messages**');
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
