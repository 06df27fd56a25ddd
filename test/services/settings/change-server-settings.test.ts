import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createChangeServerSettings } from '../../../src/services/settings/change-server-settings.ts';
import { readServerSettings } from '../../../src/services/settings/server-settings.ts';
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
  createChangeServerSettings({ store, clock: systemClock })('10', 'ann', { set: { ...set }, reset });
const audited = async () => (await store.audit.recent('10', 10)).map(({ detail }): unknown => JSON.parse(detail));

test('a change and its line in the audit are one, with what differs and nothing else', async () => {
  await change({ language: 'vi', consent: 'own' });
  await change({ spoiler: true }, ['language']);
  expect(await readServerSettings(store, '10')).toEqual({ consent: 'own', spoiler: true });
  expect(await audited()).toEqual([
    { before: { language: 'vi', spoiler: false }, after: { language: null, spoiler: true } },
    { before: { language: null }, after: { language: 'vi' } },
  ]);
  expect(await store.audit.recent('10', 1)).toMatchObject([{ action: 'settings', actorId: 'ann', scope: '10' }]);
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
