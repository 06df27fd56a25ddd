import { expect, test } from 'vitest';
import { readPersonSettings, writePersonSettings } from '../../../src/services/settings.ts';
import { documentRows } from './documents.ts';

test('whoever said nothing has said neither yes nor no', async () => {
  expect(await readPersonSettings(documentRows(), '1')).toEqual({});
});

test('what was said is read again, for that person alone', async () => {
  const store = documentRows();
  await writePersonSettings(store, '1', { edits: 'no' });
  expect(await readPersonSettings(store, '1')).toEqual({ edits: 'no' });
  expect((await readPersonSettings(store, '2')).edits).toBeUndefined();
});

test('what was taken back counts as never said', async () => {
  const store = documentRows();
  await writePersonSettings(store, '1', { edits: 'yes' });
  await writePersonSettings(store, '1', { edits: undefined });
  expect((await readPersonSettings(store, '1')).edits).toBeUndefined();
});

test.each(['not json', '{"edits":"perhaps"}', '[]', 'null'])(
  '%s of another version counts as never said',
  async (text) => {
    const settings = await readPersonSettings(documentRows({ 'person:1': text }), '1');
    expect(settings.edits).toBeUndefined();
  },
);
