import { describe, expect, test } from 'vitest';
import { privacyStates } from '../../sandbox/cards/samples/members.ts';
import { languages } from '../../src/core/language.ts';
import { renderExportPart, renderPrivacy } from '../../src/views/privacy.ts';

describe.each(languages)('in %s', (language) => {
  test.each(privacyStates)('$kind is a message that Discord takes, and mentions nobody', (state) => {
    const body = renderPrivacy(state, language);
    const text = JSON.stringify(body);
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(text.length).toBeLessThan(3000);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    for (const [, id = ''] of text.matchAll(/"custom_id":"([^"]+)"/g)) expect(id.length).toBeLessThanOrEqual(100);
  });

  test('only the last question has a button', () => {
    const withButton = privacyStates.filter((state) =>
      JSON.stringify(renderPrivacy(state, language)).includes('custom_id'),
    );
    expect(new Set(withButton.map(({ kind }) => kind))).toEqual(new Set(['delete-confirm']));
  });

  test('what is in the works is spoken of only where there is something', () => {
    const [none, some] = privacyStates
      .filter(({ kind }) => kind === 'delete-confirm')
      .map((each) => renderPrivacy(each, language));
    expect(JSON.stringify(some).length).toBeGreaterThan(JSON.stringify(none).length + 40);
  });

  test('a part of an export shows its file, to nobody else where it is an answer', () => {
    const part = { part: 2, isLast: false, name: 'darkroom-x-2.zip', isPrivate: false };
    const direct = renderExportPart(part, language);
    const answer = renderExportPart({ ...part, isPrivate: true }, language);
    expect(JSON.stringify(direct)).toContain('attachment://darkroom-x-2.zip');
    expect(Number(direct.flags) & 64).toBe(0);
    expect(Number(answer.flags) & 64).toBe(64);
    const only = renderExportPart({ ...part, part: 1, isLast: true }, language);
    expect(JSON.stringify(only)).toContain('README.txt');
  });
});
