import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { partitionOf } from '../../../src/core/job.ts';
import { ownCredits } from '../../../src/core/limits/judge.ts';
import { ulid } from '../../../src/core/ulid.ts';
import { keepInRow } from '../../../src/services/providers/rate-bucket.ts';
import type { HeldJob, NewJob, NewPost, Session, Store } from '../../../src/services/store/contract.ts';
import type { LedgerEntry } from '../../../src/services/store/ledger.ts';
import type { SwitchKey } from '../../../src/services/store/switches.ts';
import { auditConformance } from './audit-conformance.ts';
import { casesConformance } from './cases-conformance.ts';
import { limitsConformance } from './limits-conformance.ts';
import { operatorConformance } from './operator-conformance.ts';
import { privacyConformance } from './privacy-conformance.ts';
import { fillWithHistory, planOf } from './query-plans.ts';
import { statsConformance } from './stats-conformance.ts';
import { talliesConformance } from './tallies-conformance.ts';
import { wordsConformance } from './words-conformance.ts';

let at = 1_800_000_000_000;

function post(changes: Partial<NewPost> = {}): NewPost {
  const id = ulid(at++);
  return {
    id,
    ownerId: 'ann',
    scope: 'guild',
    place: {
      guildId: 'guild',
      channelId: 'channel',
      context: 'guild',
      isBotPresent: true,
      appPermissions: '0',
      isNsfwChannel: false,
      attachmentLimit: 1,
      language: 'en',
      publicLanguage: 'vi',
    },
    interactionId: id,
    actionKey: null,
    applicationId: 'app',
    token: 'token',
    tokenExpiresAt: at,
    messageId: undefined,
    acknowledgedAt: undefined,
    isPrivate: false,
    isSpoiler: false,
    createdAt: at,
    ...changes,
  };
}

function job(changes: Partial<HeldJob> = {}): NewJob {
  const id = ulid(at++);
  return {
    id,
    postId: ulid(at),
    index: 0,
    operation: 'imagine',
    provider: 'freepik',
    phase: 'queued',
    input: { prompt: 'a fox' },
    tier: '2k',
    price: 1,
    scope: 'guild',
    ownerId: 'ann',
    partition: partitionOf('channel'),
    attempts: 0,
    ticket: undefined,
    results: [],
    failure: undefined,
    isTold: false,
    isLate: false,
    createdAt: at,
    submittedAt: undefined,
    deadlineAt: undefined,
    completedAt: undefined,
    parentId: undefined,
    parentIndex: undefined,
    rootId: changes.id ?? id,
    depth: 0,
    dueAt: at,
    ...changes,
    lease: changes.lease ?? 'nobody',
  };
}

const line = (jobId: string, kind: LedgerEntry['kind'], credits = 2): LedgerEntry => ({
  jobId,
  kind,
  scope: 'guild',
  ownerId: 'ann',
  command: 'imagine',
  day: '2026-11-21',
  credits,
  at,
});

const spentOn = async ({ tallies }: Pick<Session, 'tallies'>, day: string) =>
  ownCredits(await tallies.spent('guild', 'ann', { from: day, to: day }), undefined);

/** What every database must do for the promises to hold. */
export function storeConformance(open: () => Promise<Store>, close: (store: Store) => Promise<void>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => close(store));
  beforeEach(async () => {
    for (const table of [
      'jobs',
      'posts',
      'post_tokens',
      'submissions',
      'ledger',
      'uploads',
      'sources',
      'providers',
      'switches',
      'processes',
      'partitions',
      'documents',
      'servers',
      'incidents',
      'limit_rules',
      'limit_grants',
      'limit_blocks',
      'limit_pauses',
      'limit_budgets',
      'word_rules',
      'word_hits',
      'tallies',
      'grant_draws',
      'grant_uses',
      'budget_months',
    ]) {
      await store.sql(`delete from ${table}`, []);
    }
  });

  const insert = async (changes: Partial<HeldJob> = {}): Promise<HeldJob> => {
    const made = job(changes);
    await store.jobs.insert([made]);
    if (changes.lease === null || changes.lease === undefined) await store.jobs.release(made.id, 'nobody', made.dueAt);
    const read = await store.jobs.byId(made.id);
    if (!read) throw new Error('not inserted');
    return read;
  };

  describe('jobs', () => {
    test('a job is read as it was written', async () => {
      const made = job({ results: [{ url: 'https://x/y.png', nsfw: true }], failure: { code: 'refused' } });
      await store.jobs.insert([made]);
      expect(await store.jobs.byId(made.id)).toEqual(made);
    });

    test('of fifty that change the same phase at once, one wins', async () => {
      const row = await insert();
      const tries = Array.from({ length: 50 }, (_, n) => store.jobs.change(row, 'submitting', { lease: `p${n}` }));
      const won = (await Promise.all(tries)).filter(Boolean);
      expect(won).toHaveLength(1);
    });

    test('of fifty processes that claim a free job, one has it', async () => {
      const row = await insert({ phase: 'waiting' });
      await Promise.all(Array.from({ length: 50 }, (_, n) => store.processes.beat(`p${n}`, 'worker', 60_000)));
      const claims = await Promise.all(Array.from({ length: 50 }, (_, n) => store.jobs.claim(row.id, `p${n}`)));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test('the lease of a living process holds, that of a dead one does not', async () => {
      const row = await insert({ phase: 'waiting', lease: 'other' });
      await store.processes.beat('other', 'worker', 60_000);
      expect(await store.jobs.claim(row.id, 'me')).toBeUndefined();
      expect(await store.jobs.due(at + 10, 10)).toEqual([]);
      await store.processes.remove('other');
      expect(await store.jobs.due(at + 10, 10)).toEqual([row.id]);
      expect((await store.jobs.claim(row.id, 'me'))?.lease).toBe('me');
    });

    test('what is due and held is told to whoever holds it, and to nobody else', async () => {
      const mine = await insert({ phase: 'waiting', lease: 'me', dueAt: 100 });
      await insert({ phase: 'waiting', lease: 'me', dueAt: 300 });
      await insert({ phase: 'waiting', lease: 'other', dueAt: 100 });
      await insert({ phase: 'waiting', dueAt: 100 });
      await store.processes.beat('me', 'worker', 60_000);
      expect(await store.jobs.dueOf('me', 200)).toEqual([mine.id]);
    });

    test('a process that has not been heard of in time is dead', async () => {
      await store.processes.beat('slow', 'worker', -1);
      expect(await store.processes.removeDead()).toEqual(['slow']);
    });

    test('a change with the wrong lease or from a phase that is over changes nothing', async () => {
      const row = await insert({ phase: 'waiting', lease: 'me' });
      expect(await store.jobs.change({ ...row, lease: 'other' }, 'storing')).toBeUndefined();
      expect(await store.jobs.change({ ...row, lease: null }, 'storing')).toBeUndefined();
      expect((await store.jobs.change(row, 'storing'))?.phase).toBe('storing');
      expect(await store.jobs.change(row, 'failed')).toBeUndefined();
    });

    test('a job whose POST is leaving is not put down', async () => {
      const row = await insert({ phase: 'submitting', lease: 'me' });
      await store.jobs.release(row.id, 'me', at);
      expect(await store.jobs.byId(row.id)).toMatchObject({ lease: 'me' });
    });

    test('a way that the life of a job does not know is an error', async () => {
      const row = await insert({ phase: 'done' });
      await expect(store.jobs.change(row, 'queued')).rejects.toThrow('never goes');
    });

    test('a queued job is neither claimed nor due: it waits for a slot', async () => {
      const row = await insert();
      expect(await store.jobs.claim(row.id, 'me')).toBeUndefined();
      expect(await store.jobs.due(at + 10, 10)).toEqual([]);
      expect(await store.jobs.earliestDue()).toBeNull();
    });

    test('what is due comes oldest first, of the partitions that are asked for', async () => {
      const late = await insert({ phase: 'waiting', dueAt: 200, partition: 1 });
      const early = await insert({ phase: 'waiting', dueAt: 100, partition: 2 });
      expect(await store.jobs.due(300, 10)).toEqual([early.id, late.id]);
      expect(await store.jobs.due(300, 10, [1])).toEqual([late.id]);
      expect(await store.jobs.due(300, 10, [])).toEqual([]);
      expect(await store.jobs.due(150, 10)).toEqual([early.id]);
      expect(await store.jobs.earliestDue()).toBe(100);
    });

    test('a row that cannot be read is set aside and does not hide the others', async () => {
      const bad = await insert({ phase: 'waiting' });
      const good = await insert({ phase: 'waiting', postId: bad.postId });
      await store.ledger.append([line(bad.id, 'reserved')]);
      await store.sql(`update jobs set input = '{broken' where id = '${bad.id}'`, []);
      expect(await store.jobs.byId(bad.id)).toBeUndefined();
      expect((await store.jobs.byPost(bad.postId)).map(({ id }) => id)).toEqual([good.id]);
      expect((await store.jobs.setAsideUnreadable()).map(({ id }) => id)).toEqual([bad.id]);
      expect((await store.jobs.byId(bad.id))?.failure?.code).toBe('unreadable-record');
      const kinds = (await store.ledger.byJob(bad.id)).map(({ kind, credits }) => [kind, credits]);
      expect(kinds.sort()).toEqual([
        ['given-back', 2],
        ['reserved', 2],
      ]);
      expect(await store.jobs.setAsideUnreadable()).toEqual([]);
    });

    test('the pictures of one count are one request, however many they are', async () => {
      const first = await insert();
      await insert({ postId: first.postId, index: 1 });
      await insert({ phase: 'done' });
      await insert({ phase: 'waiting' });
      expect(await store.jobs.countRunning('guild', 'ann')).toBe(2);
      expect(await store.jobs.countInSlots('freepik')).toBe(1);
    });

    test('spool files count as used until the picture was shown', async () => {
      await insert({ phase: 'delivering', results: [{ spool: 'a.png' }] });
      await insert({ phase: 'done', isTold: false, results: [{ spool: 'b.png' }] });
      await insert({ phase: 'done', isTold: true, results: [{ spool: 'c.png' }] });
      expect([...(await store.jobs.spoolInUse())].sort()).toEqual(['a.png', 'b.png']);
    });

    test('durations are those of finished jobs, newest first', async () => {
      await insert({ phase: 'done', attempts: 1, submittedAt: 1000, completedAt: 3000 });
      await insert({ phase: 'done', attempts: 2, submittedAt: 1000, completedAt: 6000 });
      await insert({ phase: 'done', attempts: 1, submittedAt: 1000, completedAt: 9000, isLate: true });
      // made once, and shown again long after
      await insert({ phase: 'done', attempts: 0, submittedAt: 1000, completedAt: 9_000_000 });
      expect(await store.jobs.recentDurations('imagine', '2k', 10)).toEqual([5000, 2000]);
    });
  });

  describe('what a member looks up', () => {
    const all = { limit: 10, offset: 0 };
    const done = { phase: 'done', results: [{ link: 'https://files.example/a.png' }] } as const;

    test("his open posts, each once, newest first, from every server, and nobody else's", async () => {
      const posts = [ulid(at++), ulid(at++), ulid(at++)];
      await insert({ postId: posts[0] ?? '', phase: 'waiting' });
      await insert({ postId: posts[1] ?? '', scope: 'elsewhere' });
      await insert({ postId: posts[1] ?? '', scope: 'elsewhere', index: 1 });
      await insert({ postId: posts[2] ?? '', phase: 'delivering' });
      await insert({ ownerId: 'bob' });
      for (const phase of ['done', 'failed', 'cancelled'] as const) await insert({ phase });
      expect(await store.jobs.openPosts('ann', all)).toEqual(posts.toReversed());
      expect(await store.jobs.openPosts('ann', { limit: 1, offset: 1 })).toEqual([posts[1]]);
      expect(await store.jobs.countOpenPosts('ann')).toBe(3);
      expect(await store.jobs.countOpenPosts('nobody')).toBe(0);
    });

    test('his pictures, newest first, page by page, from every server', async () => {
      const first = await insert(done);
      const second = await insert({ ...done, scope: 'elsewhere', phase: 'delivering' });
      const third = await insert(done);
      await insert({ ...done, ownerId: 'bob' });
      await insert({ phase: 'done', results: [] });
      await insert({ ...done, phase: 'storing' });
      await insert({ phase: 'failed' });
      expect((await store.jobs.pictured('ann', all)).map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
      expect(await store.jobs.pictured('ann', { limit: 2, offset: 2 })).toEqual([first]);
      expect(await store.jobs.countPictured('ann')).toBe(3);
    });

    test('his last posts by their first job, however it ended', async () => {
      const old = await insert({ phase: 'failed' });
      const group = await insert({ phase: 'done' });
      await insert({ phase: 'done', postId: group.postId, index: 1 });
      await insert({ ownerId: 'bob' });
      expect((await store.jobs.recent('ann', 10)).map(({ id }) => id)).toEqual([group.id, old.id]);
      expect((await store.jobs.recent('ann', 1)).map(({ id }) => id)).toEqual([group.id]);
    });

    test('the jobs of several posts, in order', async () => {
      const one = await insert({ index: 1 });
      const two = await insert({ postId: one.postId, index: 0 });
      const other = await insert();
      const found = await store.jobs.byPosts([other.postId, one.postId]);
      expect(found.map(({ id }) => id)).toEqual([two.id, one.id, other.id]);
      expect(await store.jobs.byPosts([])).toEqual([]);
    });

    test('is answered from an index, however many jobs others have', async () => {
      await fillWithHistory(store);
      const plans = {
        jobs_open_of_member: await planOf(store, async (jobs) => {
          await jobs.openPosts('member7', all);
          await jobs.countOpenPosts('member7');
        }),
        jobs_pictured: await planOf(store, async (jobs) => {
          await jobs.pictured('member7', all);
          await jobs.countPictured('member7');
        }),
        jobs_asked_for: await planOf(store, (jobs) => jobs.recent('member8', 25)),
        jobs_by_post: await planOf(store, (jobs) => jobs.byPosts(['post1', 'post2'])),
      };
      for (const [index, plan] of Object.entries(plans)) {
        expect(plan).toContain(index);
        expect(plan).not.toMatch(/SCAN jobs|Seq Scan/);
      }
      expect(plans.jobs_pictured).not.toMatch(/TEMP B-TREE|Sort/);
    });
  });

  describe('chains', () => {
    const idsOf = (jobs: readonly HeldJob[]) => jobs.map(({ id }) => id);
    const madeOf = (parent: HeldJob, changes: Partial<HeldJob> = {}) =>
      insert({ parentId: parent.id, parentIndex: 0, rootId: parent.rootId, depth: parent.depth + 1, ...changes });

    test('lead from the first picture to the one that is asked for, past its brothers', async () => {
      const first = await insert();
      const second = await madeOf(first, { ownerId: 'bob', scope: 'elsewhere' });
      const brother = await madeOf(first, { parentIndex: 1 });
      const third = await madeOf(second);
      await insert();
      expect(await store.jobs.chain(third.id, 10)).toEqual([first, second, third]);
      expect(idsOf(await store.jobs.chain(third.id, 2))).toEqual([second.id, third.id]);
      expect(await store.jobs.chain(first.id, 10)).toEqual([first]);
      expect(await store.jobs.chain('gone', 10)).toEqual([]);
      expect(await store.jobs.children(first.id, 10)).toEqual([second, brother]);
      expect(idsOf(await store.jobs.children(first.id, 1))).toEqual([second.id]);
    });

    test('credit stands with every job that has one, until what it was made from is erased', async () => {
      const credit = { authorId: '1', guildId: '2', channelId: '3', messageId: '4' };
      const job = await insert({ credit });
      expect((await store.jobs.byId(job.id))?.credit).toEqual(credit);
      const kept = await store.jobs.change(job, job.phase, { isTold: true });
      expect(kept?.credit).toEqual(credit);
      const erased = kept && (await store.jobs.change(kept, job.phase, { credit: undefined }));
      expect(erased?.credit).toBeUndefined();
      expect((await insert()).credit).toBeUndefined();
    });

    test('a picture whose beginning is gone still has what is left of its chain', async () => {
      const orphan = await insert({ parentId: 'gone', parentIndex: 0, rootId: 'gone', depth: 3 });
      const child = await madeOf(orphan);
      expect(await store.jobs.chain(child.id, 10)).toEqual([orphan, child]);
    });

    test('are found by indexes, however many jobs there are', async () => {
      await fillWithHistory(store);
      await store.sql(
        `update jobs set parent_id = 'job' || (created_at - 1), root_id = 'job' || (created_at % 100)
         where created_at % 3 = 1`,
        [],
      );
      const plans = {
        jobs_by_parent: await planOf(store, (jobs) => jobs.children('job7', 25)),
        jobs: await planOf(store, (jobs) => jobs.chain('job7', 12)),
      };
      for (const [index, plan] of Object.entries(plans)) {
        expect(plan).toContain(index);
        expect(plan).not.toMatch(/SCAN jobs|Seq Scan/);
      }
      expect(plans.jobs_by_parent).not.toMatch(/TEMP B-TREE|Sort/);
    });
  });

  describe('fairness', () => {
    test('a server with one job goes before the second of a server with many', async () => {
      const many = [await insert({ scope: 'big' }), await insert({ scope: 'big' }), await insert({ scope: 'big' })];
      const one = await insert({ scope: 'small' });
      const order: string[] = [];
      for (let n = 0; n < 4; n++) {
        const next = await store.jobs.nextFair('freepik', at + 10);
        if (!next) break;
        order.push(next.id);
        await store.jobs.change(next, 'submitting');
      }
      expect(order).toEqual([many[0]?.id, one.id, many[1]?.id, many[2]?.id]);
    });

    test('within a server the member with fewest goes first', async () => {
      await insert({ phase: 'waiting', ownerId: 'ann' });
      await insert({ ownerId: 'ann' });
      const bob = await insert({ ownerId: 'bob' });
      expect((await store.jobs.nextFair('freepik', at + 10))?.id).toBe(bob.id);
    });

    test('with more servers than slots, the one that was served longest ago goes first', async () => {
      await insert({ scope: 'served', phase: 'done', submittedAt: 5000 });
      await insert({ scope: 'served' });
      const waiting = await insert({ scope: 'never served' });
      expect((await store.jobs.nextFair('freepik', at + 10))?.id).toBe(waiting.id);
    });

    test('a job whose time has not come is passed over', async () => {
      await insert({ dueAt: at + 5000 });
      expect(await store.jobs.nextFair('freepik', at + 10)).toBeUndefined();
    });

    test('the place in line counts one of each server for one of ours', async () => {
      for (let n = 0; n < 5; n++) await insert({ scope: 'big' });
      const first = await insert({ scope: 'small' });
      const second = await insert({ scope: 'small' });
      expect(await store.jobs.ahead(first)).toBe(0);
      expect(await store.jobs.ahead(second)).toBe(2);
    });
  });

  describe('posts', () => {
    test('an interaction makes one post', async () => {
      const made = post();
      await store.posts.insert(made);
      await expect(store.posts.insert({ ...post(), interactionId: made.interactionId })).rejects.toThrow();
      const { actionKey: _, ...rest } = made;
      expect(await store.posts.byInteraction(made.interactionId)).toEqual({ ...rest, shown: [] });
    });

    test('several are read at once', async () => {
      const [one, two] = [post(), post()];
      await store.posts.insert(one);
      await store.posts.insert(two);
      expect((await store.posts.byIds([two.id, one.id, 'none'])).map(({ id }) => id).sort()).toEqual([one.id, two.id]);
      expect(await store.posts.byIds([])).toEqual([]);
    });

    test('a click is found for as long as it counts', async () => {
      await store.posts.insert(post({ actionKey: 'ann:1:again', createdAt: 1000 }));
      expect(await store.posts.byAction('ann:1:again', 999)).toBeDefined();
      expect(await store.posts.byAction('ann:1:again', 1000)).toBeUndefined();
    });

    test('what became of the message is remembered', async () => {
      const { id } = post();
      await store.posts.insert({ ...post(), id });
      await store.posts.acknowledged(id, 5, 'm1');
      await store.posts.renewToken(id, 'fresh', 9);
      const pictures = [{ jobId: 'j', index: 0, attachmentId: 'a', name: 'n' }];
      const copy = { channelId: 'direct', messageId: 'm2' };
      await store.posts.show(id, { pictures, copy, version: 'v', checkAt: null });
      const seen = { acknowledgedAt: 5, messageId: 'm1', token: 'fresh', tokenExpiresAt: 9 };
      expect(await store.posts.byId(id)).toMatchObject({ ...seen, shown: pictures, copy, shownVersion: 'v' });
      await store.posts.show(id, { pictures: [], copy: undefined, version: '', checkAt: null });
      expect(await store.posts.byId(id)).not.toHaveProperty('copy');
    });

    test('tokens of earlier clicks are kept for as long as they live, the newest first', async () => {
      const made = post({ token: 'first', tokenExpiresAt: 10 });
      await store.posts.insert(made);
      await store.posts.renewToken(made.id, 'second', 20);
      await store.posts.renewToken(made.id, 'third', 30);
      await store.posts.renewToken(made.id, 'third', 30);
      expect((await store.posts.byId(made.id))?.token).toBe('third');
      expect(await store.posts.earlierTokens(made.id, 5)).toEqual(['second', 'first']);
      expect(await store.posts.earlierTokens(made.id, 10)).toEqual(['second']);
      expect(await store.posts.earlierTokens('other', 5)).toEqual([]);
      await store.posts.dropTokens(10);
      expect(await store.posts.earlierTokens(made.id, 5)).toEqual(['second']);
    });

    test('messages are compared with their jobs when their time has come, the oldest first', async () => {
      const made = [post({ createdAt: 2000 }), post({ createdAt: 1000 }), post({ createdAt: 3000 })];
      for (const each of made) await store.posts.insert(each);
      const [later, first, settled] = made.map(({ id }) => id);
      await store.posts.checkAt(settled ?? '', null);
      expect(await store.posts.toCheck(1000, 10)).toEqual([]);
      expect(await store.posts.toCheck(1_000_000, 10)).toEqual([first, later]);
      expect(await store.posts.toCheck(1_000_000, 1, [partitionOf('channel')])).toEqual([first]);
      expect(await store.posts.toCheck(1_000_000, 10, [partitionOf('channel') + 1])).toEqual([]);
    });

    test('one of many is told to call the owner', async () => {
      const made = post();
      await store.posts.insert(made);
      const told = await Promise.all([1, 2, 3].map((at) => store.posts.takeEnd(made.id, at)));
      expect(told.filter(Boolean)).toHaveLength(1);
    });

    test('what is to be compared, and the tokens of a post, are answered from indexes', async () => {
      await fillWithHistory(store);
      const plan = await planOf(store, async (_, posts) => {
        await posts.toCheck(3000, 20);
        await posts.toCheck(3000, 20, [1, 2]);
        await posts.earlierTokens('post1', 5);
        await posts.dropTokens(5);
      });
      expect(plan).toContain('posts_to_check');
      expect(plan).toContain('post_tokens_ended');
      expect(plan).not.toMatch(/SCAN (posts|post_tokens)(?! USING INDEX)|Seq Scan|TEMP B-TREE/);
    });
  });

  describe('money', () => {
    test('each kind of line is written once a job', async () => {
      await store.ledger.append([line('j', 'reserved'), line('j', 'given-back')]);
      await store.ledger.append([line('j', 'given-back')]);
      expect(await store.ledger.byJob('j')).toHaveLength(2);
    });

    test('what was given back is not spent', async () => {
      await store.ledger.append([
        line('a', 'reserved'),
        line('b', 'reserved', 5),
        line('b', 'given-back', 5),
        line('a', 'charged'),
      ]);
      expect(await spentOn(store, '2026-11-21')).toBe(2);
      expect(await spentOn(store, '2026-11-22')).toBe(0);
    });

    test('an unknown outcome is open until it is settled or written off', async () => {
      await store.ledger.append([line('a', 'unknown'), line('b', 'unknown'), line('b', 'settled')]);
      expect((await store.ledger.openUnknown(at + 1)).map(({ jobId }) => jobId)).toEqual(['a']);
    });

    test('of 40 at once that look before they reserve, exactly those that fit are taken', async () => {
      const reserve = (n: number) =>
        store.transaction(async (session) => {
          await session.ledger.lock('guild', 'ann');
          if ((await spentOn(session, '2026-11-21')) + 2 > 14) return false;
          await session.ledger.append([line(`r${n}`, 'reserved')]);
          return true;
        });
      const taken = await Promise.all(Array.from({ length: 40 }, (_, n) => reserve(n)));
      expect(taken.filter(Boolean)).toHaveLength(7);
    });

    test('a transaction that fails leaves nothing behind', async () => {
      const failing = store.transaction(async (session) => {
        await session.ledger.append([line('gone', 'reserved')]);
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await store.ledger.byJob('gone')).toEqual([]);
    });
  });

  describe('switches', () => {
    const endpoint: SwitchKey = { provider: 'freepik', path: '/v1/ai/mystic', model: undefined };
    const model: SwitchKey = { ...endpoint, model: 'fluid' };
    const evidence = { jobId: 'j', status: 404, at: 5 };
    const turnOff = (key: SwitchKey, waitMs: number) =>
      store.transaction(async (session) => {
        await session.switches.lock(key);
        await session.switches.turnOff(key, waitMs);
      });

    test('an endpoint and its model are found together, and nothing of others', async () => {
      expect(await store.switches.of(model)).toEqual([]);
      for (const key of [endpoint, model, { ...model, model: 'zen' }, { ...endpoint, path: '/other' }])
        await turnOff(key, 1000);
      expect((await store.switches.of(model)).map((row) => row.model)).toEqual([undefined, 'fluid']);
      expect(await store.switches.of(endpoint)).toHaveLength(1);
      expect(await store.switches.off()).toHaveLength(4);
    });

    test('of fifty refusals at once each counts', async () => {
      const prove = (n: number) =>
        store.transaction(async (session) => {
          const { proof } = await session.switches.lock(endpoint);
          await session.switches.prove(endpoint, [...proof, { ...evidence, jobId: `j${n}` }]);
        });
      await Promise.all(Array.from({ length: 50 }, (_, n) => prove(n)));
      const [row] = await store.switches.of(endpoint);
      expect(new Set(row?.proof.map(({ jobId }) => jobId)).size).toBe(50);
      expect(row).toMatchObject({ offSince: null, retryAt: null, tries: 0 });
    });

    test('off begins once, and is over when it is turned on, with its proof kept, or forgotten', async () => {
      await store.transaction(async (session) => {
        await session.switches.lock(endpoint);
        await session.switches.prove(endpoint, [evidence]);
      });
      expect(await store.switches.turnOn(endpoint)).toBe(false);
      await turnOff(endpoint, 1000);
      const [first] = await store.switches.off();
      await turnOff(endpoint, 60_000);
      const [second] = await store.switches.off();
      expect(second?.offSince).toBe(first?.offSince);
      expect(second?.retryAt).toBeGreaterThan((first?.retryAt ?? 0) + 50_000);
      expect(await store.switches.turnOn(endpoint)).toBe(true);
      expect(await store.switches.off()).toEqual([]);
      expect((await store.switches.of(endpoint))[0]?.proof).toEqual([evidence]);
      expect(await store.switches.forget(endpoint)).toBe(true);
      expect(await store.switches.forget(endpoint)).toBe(false);
      expect(await store.switches.of(endpoint)).toEqual([]);
    });

    test('of fifty that would try it when its time has come, one may, and none before', async () => {
      await turnOff(model, 60_000);
      expect(await store.switches.take(model, 60_000, 'too early')).toBe(false);
      await turnOff(model, -1);
      const takes = Array.from({ length: 50 }, (_, n) => store.switches.take(model, 60_000, `post${n}`));
      const taken = (await Promise.all(takes)).flatMap((isTaken, n) => (isTaken ? [`post${n}`] : []));
      expect(taken).toHaveLength(1);
      expect(await store.switches.off()).toMatchObject([{ tries: 1, trialPostId: taken[0] }]);
    });

    test('what is on is not tried', async () => {
      await turnOff(endpoint, -1);
      await store.switches.turnOn(endpoint);
      expect(await store.switches.take(endpoint, 1000, null)).toBe(false);
    });
  });

  talliesConformance(() => store);
  limitsConformance(() => store);
  statsConformance({ store: () => store, job });
  wordsConformance(() => store);
  auditConformance(() => store);
  casesConformance(() => store);
  operatorConformance(() => store, { job, line });
  privacyConformance(() => store, { post, job });

  describe('the rest', () => {
    test('a ticket is written whatever was said of the submission before', async () => {
      const submission = {
        id: 's',
        jobId: 'j',
        attempt: 1,
        nonce: 'n',
        webhook: undefined,
        images: undefined,
        sentAt: 1,
        ticket: undefined,
        outcome: 'sent' as const,
      };
      await store.submissions.insert(submission);
      await store.submissions.settle('s', 'unknown');
      await store.submissions.ticketArrived('s', 'ticket');
      await store.submissions.settle('s', 'unknown');
      expect(await store.submissions.latest('j')).toMatchObject({ ticket: 'ticket', outcome: 'accepted' });
    });

    test('a submission knows where its task is told of', async () => {
      const webhook = { url: 'https://bot.example/webhooks/freepik/j/n', secret: 'of this task' };
      const sent = {
        attempt: 1,
        nonce: 'n',
        sentAt: 1,
        ticket: undefined,
        images: undefined,
        outcome: 'sent' as const,
      };
      await store.submissions.insert({ ...sent, id: 's', jobId: 'j', webhook });
      await store.submissions.insert({ ...sent, id: 't', jobId: 'k', webhook: undefined });
      expect(await store.submissions.latest('j')).toMatchObject({ webhook });
      expect(await store.submissions.latest('k')).toMatchObject({ webhook: undefined });
    });

    test('what the same order is made of is known until it is known what became of it', async () => {
      const sent = { attempt: 1, nonce: 'n', webhook: undefined, sentAt: 1, ticket: undefined, images: undefined };
      const order = { uploads: { image: 'https://x.example/a.png' }, fingerprint: 'f' };
      for (const id of ['s', 't', 'u'])
        await store.submissions.insert({ ...sent, id, jobId: id, order: { uploads: {} }, outcome: 'sent' });
      await store.submissions.insert({ ...sent, id: 'v', jobId: 'v', outcome: 'sent' });
      const orderOf = async (id: string) => (await store.submissions.latest(id))?.order;
      expect(await orderOf('s')).toEqual({ uploads: {} });
      for (const id of ['s', 't', 'u']) await store.submissions.leaving(id, order);
      await store.submissions.ticketArrived('t', 'ticket');
      await store.submissions.settle('u', 'unknown');
      expect(await Promise.all(['s', 't', 'u', 'v'].map(orderOf))).toEqual([order, undefined, undefined, undefined]);
    });

    test('what a webhook tells is noted once, and a ticket is one task’s', async () => {
      const sent = { attempt: 1, nonce: 'n', webhook: undefined, sentAt: 1, ticket: undefined, images: undefined };
      for (const id of ['s', 't']) await store.submissions.insert({ ...sent, id, jobId: 'j', outcome: 'sent' });
      const notes = ['s', 's', 't'].map((id) => store.submissions.noteWebhook(id, 'w', 100));
      expect((await Promise.all(notes)).filter(Boolean)).toHaveLength(2);
      await store.submissions.forgetWebhooks(101);
      expect(await store.submissions.noteWebhook('s', 'w', 200)).toBe(true);
      expect(await store.submissions.isTaken('ticket')).toBe(false);
      await store.submissions.ticketArrived('s', 'ticket');
      expect(await store.submissions.isTaken('ticket')).toBe(true);
      const images = [{ source: { url: 'https://x.example/a.png' }, nsfw: true }];
      await store.submissions.imagesArrived('t', images);
      await store.submissions.settle('t', 'unknown');
      expect(await store.submissions.ofJob('j')).toMatchObject([
        { ticket: 'ticket', outcome: 'accepted' },
        { images, outcome: 'accepted' },
      ]);
    });

    test('a word from outside makes those due that wait for one, whoever holds them', async () => {
      const phases = ['waiting', 'failed', 'storing', 'done'] as const;
      const jobs = phases.map((phase) => ({ ...job(), phase, lease: 'somebody', dueAt: null }));
      await store.jobs.insert(jobs);
      const heard = await Promise.all(jobs.map(({ id }) => store.jobs.heard(id, 500)));
      expect(heard.map((row) => row?.dueAt)).toEqual([500, 500, undefined, undefined]);
      expect(await store.jobs.byId(jobs[0]?.id ?? '')).toMatchObject({ heardAt: 500, lease: 'somebody' });
      // whoever holds it goes on as if nothing had been written
      expect(
        await store.jobs.change({ id: jobs[0]?.id ?? '', phase: 'waiting', lease: 'somebody' }, 'storing'),
      ).toBeDefined();
    });

    const upload = {
      storedId: 'u',
      jobId: 'j',
      index: 0,
      spool: 'a.png',
      type: 'png',
      attempts: 0,
      dueAt: 100,
    } as const;

    test('an upload waits until its time, and goes when it is done', async () => {
      await store.uploads.add(upload);
      await store.uploads.add(upload);
      expect(await store.uploads.claim(50, 'one')).toBeUndefined();
      await store.uploads.postpone('u', 200);
      expect(await store.uploads.claim(199, 'one')).toBeUndefined();
      expect(await store.uploads.claim(200, 'one')).toEqual({ ...upload, attempts: 1, dueAt: 200 });
      expect(await store.uploads.waiting()).toEqual(['a.png']);
      await store.uploads.remove('u');
      expect(await store.uploads.waiting()).toEqual([]);
    });

    test('each is taken by one living process, and of a dead one by another', async () => {
      const ids = ['u', 'v', 'w'];
      for (const storedId of ids) await store.uploads.add({ ...upload, storedId });
      for (const name of ['one', 'other']) await store.processes.beat(name, 'worker', 60_000);
      const taken = await Promise.all(['one', 'other'].map((name) => store.uploads.claim(1000, name)));
      expect(new Set(taken.map((each) => each?.storedId)).size).toBe(2);
      const [ours, theirs] = taken;
      await store.uploads.release(ours?.storedId ?? '');
      await store.uploads.postpone(theirs?.storedId ?? '', 5000, 'elsewhere.example');
      expect(await store.figures.held()).toMatchObject([{ provider: undefined, host: 'elsewhere.example', count: 1 }]);
      const next = await store.uploads.claim(1000, 'one');
      await store.processes.remove('one');
      const left = ids.filter((id) => id !== theirs?.storedId);
      expect(left).toContain(next?.storedId);
      const rest = await store.uploads.claim(1000, 'other');
      await store.uploads.remove(rest?.storedId ?? '');
      expect((await store.uploads.claim(1000, 'other'))?.storedId).toBe(left.find((id) => id !== rest?.storedId));
      for (const id of ids) await store.uploads.remove(id);
      await store.processes.remove('other');
    });

    test('a pause is seen by everybody and ends', async () => {
      await store.providers.pause('freepik', 'credits', 5, null);
      expect(await store.transaction((session) => session.providers.lock('freepik'))).toMatchObject({
        pausedFor: 'credits',
      });
      await store.providers.resume('freepik');
      expect(await store.providers.read('freepik')).toMatchObject({ pausedFor: null });
    });

    test('what a key may still send is one account for all who share the row, and so is its rest', async () => {
      const rate = { perMinute: 60, submitsPerSecond: 1000 };
      const keepers = [1, 2].map(() => keepInRow(store, 'freepik', rate));
      const waits: number[] = [];
      for (let n = 0; n < 6; n++) waits.push(...(await Promise.all(keepers.map((each) => each.spend('poll')))));
      const taken = waits.filter((wait) => wait === 0).length;
      expect(taken).toBeGreaterThanOrEqual(10);
      expect(waits.at(-1)).toBeGreaterThan(0);
      await keepers[0]?.rest(30_000);
      expect(await keepers[1]?.spend('submit')).toBeGreaterThan(25_000);
    });

    test('a submit that was not sent after all has taken nothing', async () => {
      const keeper = keepInRow(store, 'freepik', { perMinute: 6, submitsPerSecond: 0.1 });
      const given = store.transaction(async (session) => {
        expect(await keeper.spend('submit', session)).toBe(0);
        throw new Error('on purpose');
      });
      await expect(given).rejects.toThrow('on purpose');
      expect(await keeper.spend('submit')).toBe(0);
      expect(await keeper.spend('submit')).toBeGreaterThan(9000);
    });

    test('what a key may still send is counted on also where the clock of the database was set back', async () => {
      const keeper = keepInRow(store, 'freepik', { perMinute: 6000, submitsPerSecond: 1000 });
      await keeper.spend('submit');
      await store.sql('update providers set tokens = 0, refilled_at = refilled_at + 3600000', []);
      expect(await keeper.spend('submit')).toBeLessThan(100);
      await new Promise((resolve) => setTimeout(resolve, 120));
      expect(await keeper.spend('submit')).toBe(0);
    });

    test('an empty account is tried by one of all who want to, when its time has come', async () => {
      const { providers } = store;
      await providers.pause('freepik', 'credits', 5, 100);
      await providers.pause('freepik', 'credits', 50, 500);
      expect(await providers.read('freepik')).toMatchObject({ pausedAt: 5, retryAt: 100, trials: 0 });
      expect(await providers.openTrial('freepik', 99, 10)).toBe(false);
      const inLine = await insert({ phase: 'queued' });
      const tries = await Promise.all([1, 2, 3].map(() => providers.openTrial('freepik', 100, 10)));
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect(await providers.read('freepik')).toMatchObject({ retryAt: 110, trials: 1, isTrialOpen: true });
      expect(await providers.openTrial('freepik', 105, 10)).toBe(false);
      await store.jobs.change(inLine, 'cancelled', {});
      expect(await providers.openTrial('freepik', 106, 4)).toBe(true);
      expect(await providers.read('freepik')).toMatchObject({ retryAt: 110, trials: 1, isTrialOpen: true });
      await providers.closeTrial('freepik');
      expect(await providers.openTrial('freepik', 107, 10)).toBe(false);
      await providers.postponeTrial('freepik', 90);
      expect(await providers.read('freepik')).toMatchObject({ retryAt: 110, isTrialOpen: false });
      await providers.postponeTrial('freepik', 300);
      await providers.advanceTrial('freepik', 200);
      expect(await providers.read('freepik')).toMatchObject({ retryAt: 200 });
      await providers.pause('freepik', 'key', 250, null);
      expect(await providers.read('freepik')).toMatchObject({ pausedFor: 'key', retryAt: null, trials: 0 });
      await providers.resume('freepik');
      expect(await providers.openTrial('freepik', 1000, 10)).toBe(false);
    });

    test('a host that rests does so whatever its account does', async () => {
      await store.providers.rest('freepik', 700);
      await store.providers.pause('freepik', 'key', 5, null);
      await store.providers.resume('freepik');
      expect(await store.providers.read('freepik')).toMatchObject({ pausedFor: null, restsUntil: 700 });
      await store.providers.rest('freepik', null);
      expect(await store.providers.read('freepik')).toMatchObject({ restsUntil: null });
    });

    test('partitions are shared out among the living, each with one owner', async () => {
      const share = (id: string) => store.transaction((session) => session.processes.sharePartitions(id, 16));
      await store.processes.beat('a', 'worker', 60_000);
      expect(await share('a')).toHaveLength(16);
      await store.processes.beat('b', 'worker', 60_000);
      await store.processes.beat('g', 'gateway', 60_000);
      const [a, b] = [await share('a'), await share('b')];
      expect([...a, ...b].sort((x, y) => x - y)).toEqual(Array.from({ length: 16 }, (_, n) => n));
      await store.processes.remove('a');
      expect(await share('b')).toHaveLength(16);
    });

    test("a member's pictures are found by their name, the last used first, and nobody else's", async () => {
      const picture = { width: 2, height: 3, bytes: 4, name: undefined, isSpoiler: false, isOurs: false };
      await store.sources.seen({ ...picture, ownerId: 'ann', key: 'a', at: 1 });
      await store.sources.seen({ ...picture, ownerId: 'ann', key: 'b', name: 'b.png', at: 2 });
      await store.sources.seen({ ...picture, ownerId: 'bob', key: 'a', at: 3 });
      await store.sources.linked('ann', 'a', 'https://files.example/a');
      await store.sources.seen({ ...picture, ownerId: 'ann', key: 'a', isSpoiler: true, at: 4 });
      expect((await store.sources.recent('ann', 5)).map(({ key, at }) => [key, at])).toEqual([
        ['a', 4],
        ['b', 2],
      ]);
      expect(await store.sources.recent('ann', 1)).toHaveLength(1);
      expect(await store.sources.find('ann', 'a')).toMatchObject({
        link: 'https://files.example/a',
        width: 2,
        isSpoiler: true,
      });
      expect((await store.sources.find('bob', 'a'))?.isSpoiler).toBe(false);
      expect((await store.sources.find('bob', 'a'))?.link).toBeUndefined();
      expect(await store.sources.find('bob', 'b')).toBeUndefined();
    });

    test('the namespace is made once', () => {
      expect(store.namespace).toMatch(/^[0-9a-f-]{36}$/);
    });

    test('the database answers', async () => {
      expect(await store.isAnswering()).toBe(true);
    });
  });
}
