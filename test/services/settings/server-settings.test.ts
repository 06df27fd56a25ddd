import { expect, test } from 'vitest';
import { unsetSettings } from '../../../src/core/settings.ts';
import { readServerSettings, writeServerSettings } from '../../../src/services/settings.ts';
import { documentRows } from './documents.ts';

test('a server that said nothing has the defaults', async () => {
  expect(await readServerSettings(documentRows(), '1')).toEqual({ consent: 'own', spoiler: false });
});

test('what was written is read again, for that server alone', async () => {
  const store = documentRows();
  const settings = { ...unsetSettings, language: 'vi', moderatorRole: '7', consent: 'anyone' } as const;
  await writeServerSettings(store, '1', settings);
  expect(await readServerSettings(store, '1')).toEqual(settings);
  expect(await readServerSettings(store, '2')).toEqual(unsetSettings);
});

test.each(['not json', '{"consent":"everybody"}', '[]', 'null'])(
  '%s of another version counts as never said',
  async (text) => {
    expect(await readServerSettings(documentRows({ 'server:1': text }), '1')).toEqual(unsetSettings);
  },
);
