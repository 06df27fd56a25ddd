import { afterAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createMemberActions } from '../../../src/services/cases/actions.ts';
import { createLimitChanges } from '../../../src/services/limits/changes.ts';
import { readEntries } from '../../../src/services/limits/log.ts';
import { createChangeServerSettings, readServerSettings } from '../../../src/services/settings.ts';
import { createWordRules } from '../../../src/services/words.ts';
import { openTestStore } from '../jobs/open-test-store.ts';

const store = await openTestStore();
afterAll(() => store.close());
beforeEach(async () => {
  for (const table of ['word_rules', 'word_hits', 'audit', 'documents', 'limit_blocks', 'moderations']) {
    await store.sql(`delete from ${table}`, []);
  }
});

const SCOPE = 'guild';
const clock = systemClock;
const changes = createLimitChanges({ store, clock });
const parts = { store, clock, change: changes.within };
const words = createWordRules(parts);
const settings = createChangeServerSettings(parts);
const members = createMemberActions(parts);
const mod = { scope: SCOPE, ownerId: 'mod' };
const subject = {
  scope: SCOPE,
  ownerId: 'ann',
  jobId: '01M7YVJZMEHG7GT6H6E4DBP015',
  operation: 'imagine',
  case: undefined,
  picture: undefined,
};
const log = async () => (await readEntries(store, SCOPE, { limit: 50, offset: 0 })).entries;
const undoNewest = async (mayGiveRights = false) => {
  const [newest] = await log();
  return changes.undo({ scope: SCOPE, actorId: 'other', entryId: newest?.id ?? '', seen: undefined, mayGiveRights });
};
const ruled = async () => (await store.words.rules(SCOPE)).map(({ word }) => word);
const isBlocked = async () => (await store.limits.block(SCOPE, 'ann', clock.now())) !== undefined;

test('word rules, settings, suspensions and what lifts them are in one log, with who did it', async () => {
  await words.add(mod, 'fox', 'auto');
  await words.remove(mod, 'fox');
  await settings(SCOPE, 'mod', { set: { spoiler: true, logChannel: '7' }, reset: [] });
  await members.suspend(subject, 'mod', 'day', 'a picture');
  await members.lift(subject, 'mod');
  const entries = await log();
  const kinds = entries.map(({ change }) => (change?.after ?? change?.before)?.kind);
  expect(kinds).toEqual(['block', 'block', 'setting', 'setting', 'word', 'word']);
  expect(new Set(entries.map(({ actorId }) => actorId))).toEqual(new Set(['mod']));
});

test('what is done twice is in it once', async () => {
  await words.add(mod, 'fox', 'auto');
  expect(await words.add(mod, 'FOX', 'auto')).toMatchObject({ kind: 'refused', problem: 'known' });
  await settings(SCOPE, 'mod', { set: { spoiler: true }, reset: [] });
  await settings(SCOPE, 'mod', { set: { spoiler: true }, reset: [] });
  await members.suspend(subject, 'mod', 'day', 'a picture');
  expect(await members.suspend(subject, 'mod', 'lasting', 'a picture')).toMatchObject({ kind: 'suspended-already' });
  expect(await log()).toHaveLength(3);
});

test('a word rule that is undone is gone, and one that was removed is back', async () => {
  await words.add(mod, 'fox', 'auto');
  expect(await undoNewest()).toMatchObject({ kind: 'undone' });
  expect(await ruled()).toEqual([]);
  expect(await undoNewest()).toMatchObject({ kind: 'undone' });
  expect(await ruled()).toEqual(['fox']);
  await words.remove(mod, 'fox');
  expect(await undoNewest()).toMatchObject({ kind: 'undone' });
  expect(await ruled()).toEqual(['fox']);
});

test('a rule that somebody made anew meanwhile is not there twice after an undo', async () => {
  await words.add(mod, 'fox', 'auto');
  await words.remove(mod, 'fox');
  const [removal] = await log();
  await words.add(mod, 'Fox', 'auto');
  const order = { scope: SCOPE, actorId: 'mod', entryId: removal?.id ?? '', seen: undefined, mayGiveRights: false };
  expect(await changes.undo(order)).toMatchObject({ kind: 'as-before' });
  expect(await ruled()).toEqual(['Fox']);
  expect(await log()).toHaveLength(3);
});

test('a setting is put back alone, as it was or to what it is by itself', async () => {
  await settings(SCOPE, 'mod', { set: { consent: 'anyone', logChannel: '7' }, reset: [] });
  await settings(SCOPE, 'mod', { set: { logChannel: '8' }, reset: [] });
  await undoNewest();
  expect(await readServerSettings(store, SCOPE)).toMatchObject({ consent: 'anyone', logChannel: '7' });
  const consent = (await log()).find(
    ({ change }) => change?.after?.kind === 'setting' && change.after.name === 'consent',
  );
  await changes.undo({
    scope: SCOPE,
    actorId: 'mod',
    entryId: consent?.id ?? '',
    seen: undefined,
    mayGiveRights: false,
  });
  expect(await readServerSettings(store, SCOPE)).toMatchObject({ consent: 'own', logChannel: '7' });
});

test('the role of the moderators is put back by those who manage the server alone', async () => {
  await settings(SCOPE, 'owner', { set: { moderatorRole: '5' }, reset: [] });
  await settings(SCOPE, 'owner', { set: {}, reset: ['moderator_role'] });
  expect(await undoNewest(false)).toEqual({ kind: 'manage-server-only' });
  expect((await readServerSettings(store, SCOPE)).moderatorRole).toBeUndefined();
  expect(await undoNewest(true)).toMatchObject({ kind: 'undone' });
  expect((await readServerSettings(store, SCOPE)).moderatorRole).toBe('5');
});

test('a suspension is taken back by an undo, and one that was lifted holds again', async () => {
  await members.suspend(subject, 'mod', 'lasting', 'a picture');
  await undoNewest();
  expect(await isBlocked()).toBe(false);
  await members.suspend(subject, 'mod', 'lasting', 'a picture');
  await members.lift(subject, 'mod');
  expect(await isBlocked()).toBe(false);
  await undoNewest();
  expect(await isBlocked()).toBe(true);
});
