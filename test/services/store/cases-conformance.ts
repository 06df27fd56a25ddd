import { describe, expect, test } from 'vitest';
import { ulid } from '../../../src/core/ulid.ts';
import type { NewCase } from '../../../src/services/store/cases.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { somePost } from '../jobs/some-post.ts';
import { planOf } from './query-plans.ts';

let at = 1_800_000_000_000;

function newCase(changes: Partial<NewCase> = {}): NewCase {
  const id = ulid(at++);
  return {
    id,
    scope: 'guild',
    postId: `post of ${id}`,
    jobId: 'job',
    ownerId: 'ann',
    applicationId: 'app',
    language: 'vi',
    openedAt: at,
    ...changes,
  };
}

/** What members reported and what moderators did, as both databases keep it. */
export function casesConformance(store: () => Store): void {
  describe('cases', () => {
    test('there is one of each post, and each member reports it once', async () => {
      const { cases } = store();
      const first = newCase();
      await cases.open(first);
      await cases.open(newCase({ postId: first.postId }));
      const kept = await cases.byPost(first.postId);
      expect(kept).toEqual({ ...first, closed: undefined, message: undefined, version: 1 });
      expect(await cases.byId(first.id)).toEqual(kept);
      expect(await cases.hasReported(first.id, 'bob')).toBe(false);
      expect(await cases.report(first.id, 'bob', 'rude', at)).toBe(true);
      expect(await cases.report(first.id, 'bob', 'again', at + 1)).toBe(false);
      expect(await cases.report(first.id, 'eve', undefined, at + 2)).toBe(true);
      expect(await cases.report(first.id, 'joe', 'very rude', at + 3)).toBe(true);
      expect(await cases.hasReported(first.id, 'bob')).toBe(true);
      expect(await cases.reports(first.id, 5)).toEqual({ count: 3, lastAt: at + 3, reasons: ['very rude', 'rude'] });
      expect((await cases.reports(first.id, 1)).reasons).toEqual(['very rude']);
    });

    test('is closed once, and what was dismissed may still be deleted', async () => {
      const { cases } = store();
      const { id } = newCase();
      await cases.open(newCase({ id }));
      expect(await cases.close(id, { at: 1, by: 'mod', outcome: 'dismissed' })).toBe(true);
      expect(await cases.close(id, { at: 2, by: 'other', outcome: 'dismissed' })).toBe(false);
      expect((await cases.byId(id))?.closed).toEqual({ at: 1, by: 'mod', outcome: 'dismissed' });
      expect(await cases.close(id, { at: 3, by: 'other', outcome: 'deleted' })).toBe(true);
      expect(await cases.close(id, { at: 4, by: 'mod', outcome: 'deleted' })).toBe(false);
      expect(await cases.close(id, { at: 4, by: 'mod', outcome: 'dismissed' })).toBe(false);
      expect((await cases.byId(id))?.closed).toEqual({ at: 3, by: 'other', outcome: 'deleted' });
    });

    test('what changes while its message is sent is shown next', async () => {
      const { cases } = store();
      const { id } = newCase();
      await cases.open(newCase({ id, openedAt: 50, scope: 'shown' }));
      const due = async (now: number) =>
        (await cases.toCheck(now, 100)).filter(({ scope }) => scope === 'shown').map((each) => each.version);
      expect(await due(49)).toEqual([]);
      expect(await due(50)).toEqual([1]);
      await cases.touch(id, 60);
      await cases.shown(id, 1, { channelId: 'log', messageId: 'm' }, 70);
      expect(await due(69)).toEqual([]);
      expect(await due(70)).toEqual([2]);
      await cases.shown(id, 2, { channelId: 'log', messageId: 'm' }, 80);
      expect(await due(1000)).toEqual([]);
      expect((await cases.byId(id))?.message).toEqual({ channelId: 'log', messageId: 'm' });
      await cases.lost(id, 90);
      expect(await cases.toCheck(90, 100)).toContainEqual(expect.objectContaining({ id, message: undefined }));
    });

    test('what has no message yet waits together; what has one does not', async () => {
      const { cases } = store();
      const [first, second, other] = [{ scope: 'dark' }, { scope: 'dark' }, { scope: 'lit' }].map((each) =>
        newCase({ ...each, openedAt: 10 }),
      );
      if (!first || !second || !other) throw new Error('no cases');
      for (const each of [first, second, other]) await cases.open(each);
      await cases.shown(second.id, 0, { channelId: 'log', messageId: 'm' }, 10);
      await cases.postpone('dark', 500);
      const due = (await cases.toCheck(100, 1000)).map(({ id }) => id);
      expect(due).not.toContain(first.id);
      expect(due).toEqual(expect.arrayContaining([second.id, other.id]));
      expect((await cases.toCheck(500, 1000)).map(({ id }) => id)).toContain(first.id);
      expect(await cases.toCheck(500, 1000, [])).toEqual([]);
      await cases.checkAt(first.id, null);
      expect((await cases.toCheck(500, 1000)).map(({ id }) => id)).not.toContain(first.id);
    });

    test('what waits for a channel is counted, and looked at when one is named', async () => {
      const { cases } = store();
      const [open, shown, closed] = [5, 7, 9].map((openedAt) => newCase({ scope: 'waits', openedAt }));
      if (!open || !shown || !closed) throw new Error('no cases');
      for (const each of [open, shown, closed]) await cases.open(each);
      await cases.shown(shown.id, 1, { channelId: 'log', messageId: 'm' }, 10);
      expect(await cases.waiting('waits')).toEqual({ count: 2, newestAt: 9 });
      await cases.close(closed.id, { at: 10, by: 'mod', outcome: 'dismissed' });
      expect(await cases.waiting('waits')).toEqual({ count: 1, newestAt: 5 });
      expect(await cases.waiting('elsewhere')).toEqual({ count: 0, newestAt: 0 });
      await cases.postpone('waits', 500);
      await cases.hasten('waits');
      expect((await cases.toCheck(0, 10)).map(({ id }) => id)).toEqual(expect.arrayContaining([open.id, closed.id]));
    });

    test('each who reported is to hear once how it ended, in their language', async () => {
      const { cases, people, transaction } = store();
      const theirs = async (caseId: string, before = at) =>
        (await cases.reportersToTell(before, 100)).filter((each) => each.caseId === caseId);
      const first = newCase({ language: 'vi' });
      await cases.open(first);
      await cases.report(first.id, 'bob', 'rude', at, 'en');
      await cases.report(first.id, 'eve', undefined, at);
      expect(await theirs(first.id)).toEqual([]);
      await cases.close(first.id, { at, by: 'mod', outcome: 'dismissed' });
      const about = { caseId: first.id, postId: first.postId, reportedAt: at, closedBy: 'mod', outcome: 'dismissed' };
      expect(await theirs(first.id)).toEqual([
        { ...about, reporterId: 'bob', language: 'en' },
        { ...about, reporterId: 'eve', language: 'vi' },
      ]);
      expect(await theirs(first.id, at - 1)).toEqual([]);
      expect(await cases.reportersToTell(at, 100, [])).toEqual([]);
      await cases.reporterTold(first.id, 'bob', at);
      await cases.tellReporterAt(first.id, 'eve', at + 50);
      expect(await theirs(first.id, at + 49)).toEqual([]);
      // told of the end that there is now, and of no other afterwards
      await cases.close(first.id, { at, by: 'mod', outcome: 'deleted' });
      expect((await theirs(first.id)).map((each) => [each.reporterId, each.outcome])).toEqual([['eve', 'deleted']]);
      await cases.report(first.id, 'joe', undefined, at);
      expect((await theirs(first.id)).map(({ reporterId }) => reporterId)).toContain('joe');

      const forgotten = newCase();
      await cases.open(forgotten);
      await cases.report(forgotten.id, 'bob', 'rude', at);
      await transaction((session) => session.people.forgetPost(somePost({ id: forgotten.postId }), at));
      const [told] = await theirs(forgotten.id);
      expect(told).toMatchObject({ reporterId: 'bob', outcome: 'deleted', closedBy: people.aliasOf('ann') });
    });

    test('what moderators did is found by case, by job and by member, newest last or first', async () => {
      const { moderations } = store();
      const about = { scope: 'here', memberId: 'ann', jobId: 'J', operation: 'imagine', actorId: 'mod' } as const;
      const by = { ...about, caseId: undefined, until: undefined };
      await moderations.append({ ...by, deed: 'suspend', at: 1, until: 9, caseId: 'C' });
      await moderations.append({ ...by, deed: 'lift', at: 2, caseId: 'C', actorId: 'other' });
      await moderations.append({ ...by, deed: 'delete', at: 3 });
      await moderations.append({ ...by, deed: 'delete', at: 4, scope: 'there', jobId: 'K' });
      expect((await moderations.ofCase('C', 5)).map(({ deed, until }) => [deed, until])).toEqual([
        ['suspend', 9],
        ['lift', undefined],
      ]);
      expect((await moderations.ofCase('C', 1)).map(({ deed }) => deed)).toEqual(['lift']);
      expect(await moderations.latestOfJob('J', 'delete')).toMatchObject({ at: 3, actorId: 'mod', caseId: undefined });
      expect(await moderations.latestOfJob('J', 'spoiler')).toBeUndefined();
      expect((await moderations.ofMember('ann', 'delete', 5)).map((each) => each.jobId)).toEqual(['K', 'J']);
      expect(await moderations.latestOfMember('here', 'ann', 'lift')).toMatchObject({ actorId: 'other' });
      expect(await moderations.latestOfMember('there', 'ann', 'lift')).toBeUndefined();
      expect(await moderations.count('ann', 'delete')).toBe(2);
      expect(await moderations.count('ann', 'delete', 'here')).toBe(1);
      expect(await moderations.count('bob', 'delete')).toBe(0);
    });

    test('no question about them reads a whole table', async () => {
      const plans = await planOf(store(), async (_jobs, _posts, { cases, moderations }) => {
        await cases.byPost('p');
        await cases.reports('c', 3);
        await cases.hasReported('c', 'm');
        await cases.toCheck(5, 10);
        await cases.toCheck(5, 10, [1, 2]);
        await cases.postpone('s', 9);
        await cases.hasten('s');
        await cases.waiting('s');
        await cases.reportersToTell(5, 10, [1, 2]);
        await cases.reporterTold('c', 'm', 9);
        await moderations.ofCase('c', 8);
        await moderations.latestOfJob('j', 'delete');
        await moderations.ofMember('m', 'delete', 3);
        await moderations.latestOfMember('s', 'm', 'lift');
        await moderations.count('m', 'delete', 's');
      });
      expect(plans).not.toMatch(/SCAN|Seq Scan/);
      for (const index of [
        'cases_to_check',
        'case_reports_to_tell',
        'cases_not_posted',
        'moderations_of_member',
        'moderations_of_job',
      ])
        expect(plans).toContain(index);
    });
  });
}
