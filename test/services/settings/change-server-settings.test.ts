import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { LimitChange } from '../../../src/core/limits/changes.ts';
import { createLimitChanges } from '../../../src/services/limits/changes.ts';
import { readEntries } from '../../../src/services/limits/log.ts';
import { createChangeServerSettings, readServerSettings } from '../../../src/services/settings.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';

let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'darkroom-settings-'));
  const log = pino({ level: 'silent' });
  store = await openStore({ databaseUrl: undefined, dataDir, clock: systemClock, log });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const change = (set: object, reset: Parameters<ReturnType<typeof createChangeServerSettings>>[2]['reset'] = []) =>
  createChangeServerSettings({ store, change: createLimitChanges({ store, clock: systemClock }).within })('10', 'ann', {
    set: { ...set },
    reset,
  });
const audited = async () => {
  const { entries } = await readEntries(store, '10', { limit: 10, offset: 0 });
  return entries.map(({ actorId, change: logged }) => [actorId, ...valuesOf(logged)]);
};
const valuesOf = (logged: LimitChange | undefined) =>
  [logged?.before, logged?.after].map((item) => (item?.kind === 'setting' ? [item.name, item.value] : undefined));

test('each change and its entry in the log are one, with what differs and nothing else', async () => {
  await change({ language: 'vi', consent: 'own' });
  await change({ spoiler: true }, ['language']);
  expect(await readServerSettings(store, '10')).toEqual({ consent: 'own', spoiler: true });
  expect(await audited()).toEqual([
    ['ann', undefined, ['spoiler', true]],
    ['ann', ['language', 'vi'], undefined],
    ['ann', undefined, ['language', 'vi']],
  ]);
});

test('what changes nothing leaves no line', async () => {
  await change({ spoiler: false }, ['log_channel']);
  expect(await audited()).toEqual([]);
});

test('what cannot be is not written, and neither is the rest of it', async () => {
  await expect(change({ language: 'vi', consent: 'everybody' })).rejects.toThrow();
  expect(await readServerSettings(store, '10')).not.toHaveProperty('language');
  expect(await audited()).toEqual([]);
});

test('settings that were not named stay as they were', async () => {
  await change({ consent: 'anyone', moderatorRole: '7' });
  await change({ language: 'en' });
  expect(await readServerSettings(store, '10')).toMatchObject({ consent: 'anyone', moderatorRole: '7' });
});
