import { describe, expect, test } from 'vitest';
import { languages } from '../../src/core/language.ts';
import type { PrivacyState } from '../../src/core/privacy.ts';
import { formatForgetId } from '../../src/core/privacy-id.ts';
import { renderExportPart, renderPrivacy } from '../../src/views/privacy.ts';

const at = 1_800_000_000_000;
const most = 1_000_000;
const sure = formatForgetId({ ownerId: '9'.repeat(20), askedAt: at });
const states: readonly PrivacyState[] = [
  ...(['yes', 'no', undefined] as const).map((edits) => ({ kind: 'edits' as const, edits })),
  ...(['export-asked', 'export-closed', 'export-failed', 'delete-asked'] as const).map((kind) => ({ kind })),
  ...(['delete-stale', 'delete-not-yours'] as const).map((kind) => ({ kind })),
  ...(['export-under-way', 'delete-under-way'] as const).map((kind) => ({ kind, since: at })),
  { kind: 'export-too-soon', next: at },
  ...([0, 1, most] as const).flatMap((unsent) => [
    { kind: 'export-sent' as const, parts: 11, unsent },
    { kind: 'export-here' as const, parts: 1, unsent },
    { kind: 'delete-done' as const, requests: most, beyondReach: unsent },
  ]),
  ...([0, most] as const).map((open) => ({
    ...{ kind: 'delete-confirm' as const, sure, monthEnds: at },
    holdings: { requests: most, pictures: most, files: most, open },
  })),
];

describe.each(languages)('in %s', (language) => {
  test.each(states)('$kind is a message that Discord takes, and mentions nobody', (state) => {
    const body = renderPrivacy(state, language);
    const text = JSON.stringify(body);
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(text.length).toBeLessThan(3000);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    for (const [, id = ''] of text.matchAll(/"custom_id":"([^"]+)"/g)) expect(id.length).toBeLessThanOrEqual(100);
  });

  test('only the last question has a button', () => {
    const withButton = states.filter((state) => JSON.stringify(renderPrivacy(state, language)).includes('custom_id'));
    expect(new Set(withButton.map(({ kind }) => kind))).toEqual(new Set(['delete-confirm']));
  });

  test('what is in the works is spoken of only where there is something', () => {
    const [none, some] = states
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
