import { describe, expect, test } from 'vitest';
import { readLimitChange } from '../../../src/core/limits/changes.ts';
import { ulid } from '../../../src/core/ulid.ts';
import { renameEverywhere } from '../../../src/services/privacy/erase.ts';
import type { NewJob, NewPost, Store } from '../../../src/services/store/contract.ts';
import { everyText } from './every-text.ts';
import { planOf } from './query-plans.ts';

const NOW = 1_800_000_000_000;
const by = { setBy: 'mod', setAt: NOW };

interface Made {
  readonly post: (changes?: Partial<NewPost>) => NewPost;
  readonly job: (changes?: Partial<NewJob>) => NewJob;
}

/** What is somebody's, to be handed out and to be forgotten, as both databases keep it. */
export function privacyConformance(store: () => Store, { post, job }: Made): void {
  let people = 0;
  const somebody = () => `8035111022467${String(people++).padStart(4, '0')}`;

  async function spent(scope: string, ownerId: string): Promise<number> {
    const sums = await store().tallies.spent(scope, ownerId, { from: '2027-01-15', to: '2027-01-15' });
    return [...sums.values()].reduce((sum, { credits }) => sum + credits, 0);
  }

  async function posted(ownerId: string, scope = 'privacy', more: Partial<NewJob> = {}) {
    const made = post({ ownerId, scope, actionKey: `${ownerId}:message:x`, createdAt: NOW });
    const one = job({
      ...{ ownerId, scope, postId: made.id, phase: 'done', createdAt: NOW, price: 3 },
      input: { prompt: 'a remarkable axolotl' },
      results: [{ spool: 'x', type: 'png' }],
      failure: { code: 'refused', detail: 'remarkable' },
      ...more,
    });
    await store().posts.insert(made);
    await store().jobs.insert([one]);
    await store().posts.renewToken(made.id, 'remarkable-token', NOW + 1);
    await store().ledger.lock(scope, ownerId);
    const line = { jobId: one.id, scope, ownerId, command: 'imagine', day: '2027-01-15', credits: 3, at: NOW };
    await store().ledger.append([{ ...line, kind: 'reserved' }], { draws: [], askedAt: NOW });
    await store().submissions.insert({
      ...{ id: ulid(NOW), jobId: one.id, attempt: 1, nonce: 'n', webhook: undefined, images: undefined, sentAt: NOW },
      ...{ ticket: 'remarkable-ticket', outcome: 'accepted' },
    });
    return { post: { ...made, shown: [] }, job: one };
  }

  async function forget(ownerId: string): Promise<void> {
    const { people: rows } = store();
    for (const each of await rows.posts(ownerId, { after: '', until: NOW, limit: 100 }))
      await rows.forgetPost(each, NOW);
    await rows.forgetLimits(ownerId);
    await rows.forgetAccounts(ownerId);
    await renameEverywhere(store(), { from: ownerId, to: rows.aliasOf(ownerId) });
  }

  describe('what is somebody’s', () => {
    test('is counted and listed by their id alone, in slices, and nothing newer than it was asked for', async () => {
      const ann = somebody();
      const first = await posted(ann);
      const second = await posted(ann, 'another server');
      await posted(somebody());
      await store().posts.insert(post({ ownerId: ann, createdAt: NOW + 1 }));
      const slice = { after: '', until: NOW, limit: 1 };
      const [one] = await store().people.posts(ann, slice);
      const [two] = await store().people.posts(ann, { ...slice, after: one?.id ?? '' });
      expect([one?.id, two?.id].sort()).toEqual([first.post.id, second.post.id].sort());
      expect(await store().people.posts(ann, { ...slice, after: two?.id ?? '' })).toEqual([]);
      expect(await store().people.countPosts(ann)).toBe(3);
      const pictured = await store().people.pictured(ann, { ...slice, limit: 9 });
      expect(pictured.map(({ id }) => id).sort()).toEqual([first.job.id, second.job.id].sort());
    });

    test('is forgotten: no text of any table holds the id or the words; what was spent still counts', async () => {
      const ann = somebody();
      const bob = somebody();
      const { job: made } = await posted(ann);
      const own = await posted(ann, `@${ann}`);
      await posted(bob);
      await store().documents.set(`ping:${ann}`, '"never"');
      await store().documents.set(`person:${ann}`, '{"edits":"no"}');
      await store().documents.set(`pick:${ulid(NOW)}`, JSON.stringify({ ownerId: ann }));
      await store().documents.set(`report:some:${ann}`, '1');
      await store().documents.set(`ping:${ann}7`, 'somebody with a longer number');
      await store().audit.append({ at: NOW, scope: 'privacy', actorId: ann, action: 'report', detail: 'job' });
      const detail = JSON.stringify({ memberId: ann, by: bob });
      await store().audit.append({ at: NOW, scope: 'privacy', actorId: bob, action: 'block', detail });
      await forget(ann);

      const texts = await everyText(store());
      const found = (words: string) => texts.filter(({ text }) => text.replaceAll(`${ann}7`, '').includes(words));
      expect(found(ann)).toEqual([]);
      for (const words of ['remarkable-ticket', 'remarkable-token']) {
        expect(found(words).every(({ text }) => !text.includes(made.id))).toBe(true);
      }
      expect(await store().jobs.byId(made.id)).toMatchObject({ input: {}, results: [], price: 3, phase: 'done' });
      expect((await store().jobs.byId(made.id))?.failure).toEqual({ code: 'refused' });
      expect(await store().submissions.latest(made.id)).toBeUndefined();
      expect(await spent('privacy', ann)).toBe(3);
      expect(await spent(`@${ann}`, ann)).toBe(3);
      expect((await store().jobs.byId(own.job.id))?.scope).toBe(`@${store().people.aliasOf(ann)}`);
      expect(await store().documents.get(`ping:${ann}`)).toBeUndefined();
      expect(await store().documents.get(`ping:${ann}7`)).toBe('somebody with a longer number');
      expect(await store().documents.get(`report:some:${store().people.aliasOf(ann)}`)).toBe('1');
      const acts = (await store().audit.recent('privacy', 50)).map(({ detail: said }) => said);
      expect(acts).toContain(JSON.stringify({ memberId: store().people.aliasOf(ann), by: bob }));
      // whose name is nobody's business
      expect(await store().jobs.recent(bob, 5)).toHaveLength(1);
      expect(await spent('privacy', bob)).toBe(3);
    });

    test('limits hold under the alias, and can be changed and lifted by the id', async () => {
      const ann = somebody();
      const { limits } = store();
      const subject = { scope: 'privacy', memberId: ann, roles: [], channels: [] };
      const whom = { kind: 'member', id: ann } as const;
      const rule = { scope: 'privacy', whom, command: undefined, until: undefined, daily: 2, ...by };
      await limits.putRule(rule);
      await limits.putBlock({
        scope: 'privacy',
        memberId: ann,
        until: undefined,
        reason: 'a remarkable reason',
        ...by,
      });
      await limits.putGrant({ id: ulid(NOW), scope: 'privacy', memberId: ann, credits: 4, until: undefined, ...by });
      await store().people.forgetLimits(ann);
      expect(await limits.rulesFor(subject, NOW)).toEqual([rule]);
      expect(await limits.rule(rule)).toEqual(rule);
      expect(await limits.block('privacy', ann, NOW)).toMatchObject({ memberId: ann, reason: undefined });
      expect(await limits.grants('privacy', ann, NOW)).toMatchObject([{ memberId: ann, credits: 4 }]);
      await limits.putRule({ ...rule, daily: 9 });
      expect(await limits.rulesFor(subject, NOW)).toEqual([{ ...rule, daily: 9 }]);
      await limits.putBlock({ scope: 'privacy', memberId: ann, until: undefined, reason: 'again', ...by });
      expect((await limits.blocks('privacy', NOW)).filter(({ reason }) => reason === 'again')).toHaveLength(1);
      // what was set since is forgotten too, in place of what stood there
      await store().people.forgetLimits(ann);
      expect(await limits.rulesFor(subject, NOW)).toEqual([{ ...rule, daily: 9 }]);
      await limits.removeBlock('privacy', ann);
      expect(await limits.block('privacy', ann, NOW)).toBeUndefined();
      await limits.removeRule(rule);
      expect(await limits.rulesFor(subject, NOW)).toEqual([]);
    });

    test('goes over to nobody at the end: the sums stay, the alias is gone, grants end; what restricts stays', async () => {
      const ann = somebody();
      await posted(ann);
      await posted(ann, `@${ann}`);
      await store().limits.putBlock({ scope: 'privacy', memberId: ann, until: undefined, reason: undefined, ...by });
      await store().audit.append({ at: NOW, scope: `@${ann}`, actorId: ann, action: 'report', detail: 'job' });
      const whom = { kind: 'member', id: ann } as const;
      const rule = { scope: 'privacy', whom, command: 'imagine', until: NOW + 90 * 86_400_000, allowed: false, ...by };
      await store().limits.putRule(rule);
      const open = { scope: 'privacy', memberId: ann, until: undefined, ...by };
      await store().limits.putGrant({ ...open, id: ulid(NOW), credits: 4 });
      await store().limits.putBlock({ ...open, scope: 'elsewhere', reason: 'a remarkable reason' });
      await forget(ann);
      const sum = async () => JSON.stringify(await store().sql('select sum(credits) as sum from ledger', []));
      const before = await sum();
      const alias = store().people.aliasOf(ann);
      const renaming = { from: alias, to: '#nobody-at-all' };
      expect(await store().people.renameJobs(renaming, 1)).toBe(true);
      while (await store().people.renameJobs(renaming, 1));
      await store().people.dropLimits(alias);
      await renameEverywhere(store(), renaming);
      expect((await everyText(store())).filter(({ text }) => text.includes(alias))).toEqual([]);
      expect(await sum()).toBe(before);
      expect(await spent('privacy', ann)).toBe(0);
      expect(await store().limits.grants('privacy', ann, NOW)).toEqual([]);
      const subject = { scope: 'privacy', memberId: ann, roles: [], channels: [] };
      expect(await store().limits.block('privacy', ann, NOW)).toMatchObject({ memberId: ann });
      expect(await store().limits.rulesFor(subject, NOW)).toEqual([rule]);
      // nothing says that it is the same person in both servers
      const names = (await store().sql('select scope, member_id from limit_blocks', [])).map((row) =>
        JSON.stringify(row),
      );
      const [here, there] = ['privacy', 'elsewhere'].map((scope) =>
        names.filter((name) => name.includes(`"${scope}"`)),
      );
      expect(new Set([...(here ?? []), ...(there ?? [])].map((name) => /#[^"]+/.exec(name)?.[0])).size).toBe(
        (here?.length ?? 0) + (there?.length ?? 0),
      );
      await store().people.dropEnded(NOW + 89 * 86_400_000);
      expect(await store().limits.rulesFor(subject, NOW)).toEqual([rule]);
      await store().people.dropEnded(NOW + 90 * 86_400_000);
      expect(await store().limits.rulesFor(subject, NOW)).toEqual([]);
      expect(await store().limits.block('elsewhere', ann, NOW)).toMatchObject({ reason: undefined });
      await store().limits.removeBlock('elsewhere', ann);
      expect(await store().limits.block('elsewhere', ann, NOW)).toBeUndefined();
    });

    test('why moderators did something about them is forgotten, and why about others is not', async () => {
      const [ann, bob] = [somebody(), somebody()];
      const block = (memberId: string, reason: string) => ({
        kind: 'block',
        block: { scope: 'reasons', memberId, reason, ...by },
      });
      const log = (change: unknown) =>
        store().audit.append({
          at: NOW,
          scope: 'reasons',
          actorId: bob,
          action: 'limits',
          detail: JSON.stringify(change),
        });
      await log({ after: block(ann, 'wrote strange things') });
      await log({ before: block(ann, 'wrote strange things'), after: block(ann, 'and again'), reason: 'third time' });
      await log({ before: block(bob, `was rude to <@${ann}>`), reason: 'said sorry' });
      const slice = { after: '', until: NOW, limit: 10 };
      expect(await store().people.limitEntries(ann, slice)).toHaveLength(3);
      await forget(ann);
      expect(await store().people.limitEntries(ann, slice)).toEqual([]);
      const said = (await store().audit.recent('reasons', 9)).map(({ detail }) => detail).join();
      expect(said).not.toMatch(/strange|again|third/);
      expect(said).toMatch(/was rude to .*said sorry/);
      const changes = (await store().audit.recent('reasons', 9)).map(({ detail }) => readLimitChange(detail));
      expect(changes.filter((change) => change?.after?.kind === 'block')).toHaveLength(2);
    });
  });

  test('is found by an index, however much there is of others', async () => {
    // before all that there is of others: after it there would be nothing to look through either way
    const slice = { after: '0', until: NOW, limit: 20 };
    const use = { ownerId: 'ann', key: 'a', until: NOW };
    const renaming = { from: '#a', to: '#b' };
    const plans = {
      posts_of_person: await planOf(store(), (_, __, { people: rows }) => rows.posts('ann', slice)),
      jobs_pictured: await planOf(store(), (_, __, { people: rows }) => rows.pictured('ann', slice)),
      jobs_of_nobody: await planOf(store(), (_, __, { people: rows }) => rows.renameJobs(renaming, 5)),
      audit_by_actor: await planOf(store(), (_, __, { people: rows }) => rows.acts('ann', slice)),
      limit_blocks_of_person: await planOf(store(), (_, __, { people: rows }) => rows.limits('ann')),
      limit_rules_of_person: await planOf(store(), (_, __, { people: rows }) => rows.limits('ann')),
      limit_grants_set_by: await planOf(store(), (_, __, { people: rows }) => rows.renameActor(renaming)),
      accounts_of_person: await planOf(store(), (_, __, { people: rows }) => rows.forgetAccounts('ann')),
      privacy_due: await planOf(store(), (_, __, { privacy }) => privacy.due(NOW, 5)),
      privacy_done: await planOf(store(), (_, __, { privacy }) => privacy.endedBefore('delete', NOW, 5)),
      sources_by_key: await planOf(store(), (_, __, { sources }) => sources.isHeldBeside(use)),
    };
    for (const [index, plan] of Object.entries(plans)) {
      expect(plan).toContain(index);
      expect(plan).not.toMatch(/SCAN|Seq Scan/);
    }
  });

  describe('a copy of a picture', () => {
    test('is held by whoever used it, and by its own user since', async () => {
      const [ann, bob] = [somebody(), somebody()];
      const key = `${somebody()}.png`;
      const picture = { key, width: 2, height: 3, bytes: 4, name: undefined, isSpoiler: false };
      const use = { ownerId: ann, key, until: 10 };
      await store().sources.seen({ ...picture, ownerId: ann, isOurs: false, at: 10 });
      expect(await store().sources.isHeldBeside(use)).toBe(false);
      expect(await store().sources.isHeldBeside({ ...use, until: 9 })).toBe(true);
      await store().sources.seen({ ...picture, ownerId: bob, isOurs: true, at: 5 });
      expect(await store().sources.isHeldBeside(use)).toBe(true);
      await store().sources.remove({ ...use, until: 9 });
      expect(await store().sources.find(ann, key)).toBeDefined();
      await store().sources.remove(use);
      expect(await store().sources.find(ann, key)).toBeUndefined();
      expect(await store().sources.recent(bob, 5)).toEqual([]);
      expect(await store().sources.before(bob, { after: '', until: 5, limit: 9 })).toHaveLength(1);
      await store().sources.seen({ ...picture, ownerId: bob, isOurs: false, at: 6 });
      await store().sources.seen({ ...picture, ownerId: bob, isOurs: true, at: 7 });
      expect(await store().sources.recent(bob, 5)).toHaveLength(1);
      expect(await store().sources.count(bob)).toBe(1);
    });
  });

  describe('what somebody asked for', () => {
    const request = (ownerId: string) => ({
      ...{ id: ulid(NOW), kind: 'delete' as const, ownerId, askedAt: NOW, language: 'vi' as const },
      ...{ applicationId: 'app', token: 'token', tokenExpiresAt: NOW + 1, dueAt: NOW },
    });

    test('is one at a time of each kind, worked on by one process, and ends under another name', async () => {
      const { privacy, processes } = store();
      const ann = somebody();
      const first = request(ann);
      await Promise.all(['a', 'b'].map((id) => processes.beat(id, 'all', 60_000)));
      const opened = await Promise.all([first, request(ann)].map((each) => privacy.open(each)));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await privacy.open({ ...request(ann), kind: 'export' })).toBe(true);
      const { id } = (await privacy.latest(ann, 'delete')) ?? first;
      expect(await privacy.due(NOW - 1, 9)).not.toContain(id);
      expect(await privacy.due(NOW, 9)).toContain(id);
      expect(await privacy.claim(id, 'a')).toMatchObject({ ownerId: ann, language: 'vi', progress: {} });
      expect(await privacy.claim(id, 'b')).toBeUndefined();
      expect(await privacy.due(NOW, 9)).not.toContain(id);
      expect(await privacy.save(id, 'b', { removed: 9 })).toBe(false);
      expect(await privacy.save(id, 'a', { removed: 1 })).toBe(true);
      await processes.remove('a');
      expect(await privacy.claim(id, 'b')).toMatchObject({ progress: { removed: 1 } });
      await privacy.putDown(id, 'b', NOW + 5);
      expect(await privacy.claim(id, 'b')).toBeDefined();
      await privacy.end(id, 'b', { at: NOW + 9, ownerId: '#somebody' });
      expect(await privacy.claim(id, 'b')).toBeUndefined();
      expect(await privacy.latest(ann, 'delete')).toBeUndefined();
      expect(await privacy.latest('#somebody', 'delete')).toMatchObject({ doneAt: NOW + 9, token: undefined });
      expect((await privacy.endedBefore('delete', NOW + 10, 9)).map((each) => each.id)).toEqual([id]);
      await privacy.remove(id);
      await privacy.removeOf(ann, 'export');
      expect(await privacy.latest(ann, 'export')).toBeUndefined();
    });
  });
}
