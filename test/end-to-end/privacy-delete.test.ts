import { describe, expect } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { ulid } from '../../src/core/ulid.ts';
import type { Store } from '../../src/services/store/contract.ts';
import { tracesOf, withStore } from './belongings.ts';
import { buttonOf, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { pictureFile } from './pictures.ts';
import { FILE_NAME, hasPostgres, jobOf, named, type PrivacyBench, picturesOf, test, WORD } from './privacy-bench.ts';

/** What members cannot bring about by commands: set by moderators, under way, or of another time. */
async function addRows(store: Store, { user, bob, guild }: PrivacyBench, jobId: string): Promise<void> {
  const at = Date.now();
  const by = { setBy: bob.id, setAt: at };
  const about = { scope: guild.id, memberId: user.id, until: undefined, ...by };
  await store.limits.putBlock({ ...about, reason: `wrote ${WORD} things` });
  await store.limits.putGrant({ ...about, id: ulid(at), credits: 7 });
  const whom = { kind: 'member', id: user.id } as const;
  await store.limits.putRule({ scope: guild.id, whom, command: undefined, until: undefined, daily: 50, ...by });
  await store.limits.putRule({
    ...{ scope: guild.id, whom: { kind: 'everyone' }, command: undefined, until: undefined, daily: 55 },
    ...{ setBy: user.id, setAt: at },
  });
  await store.documents.set(`ping:${user.id}`, '{"value":"never"}');
  await store.documents.set(`pick:${ulid(at)}`, JSON.stringify({ value: { ownerId: user.id } }));
  await store.audit.append({
    at,
    scope: guild.id,
    actorId: user.id,
    action: 'block',
    detail: `{"member":"${bob.id}"}`,
  });
  await store.audit.append({
    at,
    scope: guild.id,
    actorId: bob.id,
    action: 'block',
    detail: `{"member":"${user.id}"}`,
  });
  const upload = { storedId: '00000000-0000-5000-8000-000000000000', jobId, index: 0, spool: `${ulid(at)}.png` };
  await store.uploads.add({ ...upload, type: 'png', attempts: 0, dueAt: at + 3_600_000 });
  await store.moderations.append({
    ...{ scope: guild.id, memberId: user.id, deed: 'suspend', jobId, operation: 'imagine' },
    ...{ caseId: undefined, actorId: bob.id, at, until: undefined },
  });
  await store.words.hit({ scope: guild.id, ruleId: 'a rule', memberId: user.id }, at);
  const others = await store.jobs.recent(bob.id, 1);
  const credit = { authorId: user.id, guildId: guild.id, channelId: guild.id, messageId: guild.id };
  for (const job of others) await store.jobs.change(job, job.phase, { credit });
  const late = {
    id: ulid(at),
    jobId,
    attempt: 9,
    nonce: `${WORD}-nonce`,
    webhook: undefined,
    images: undefined,
    sentAt: at,
  };
  await store.submissions.insert({ ...late, ticket: `/${WORD}`, outcome: 'accepted' });
}

describe.concurrent.each(['sqlite', 'postgres'])('forgetting a person, on %s', (kind) => {
  test('leaves nothing of them in any row or file; others keep theirs, also of the same bytes', {
    timeout: 180_000,
  }, async ({ begin, skip }) => {
    skip(kind === 'postgres' && !hasPostgres, 'needs Postgres');
    const at = await begin({}, kind);
    const { bench, user, bob, run, finished, press, imagine } = at;
    const fox = await finished(await imagine());
    const pair = await finished(await imagine(user, { count: 2 }));
    const secret = await finished(await imagine(user, { private: true }));
    const shared = await press(secret, buttonOf(secret, 'share'));
    await eventually(() => shared.message()?.attachments.length);
    const twin = await named();
    const large = await finished(await run('upscale', { image: { file: twin } }));
    const cut = await finished(await press(large, buttonOf(large, 'rmbg')));
    const form = await run('batch');
    const batch = await at.discord.submitModal({
      user,
      customId: String(form.modal?.['custom_id']),
      fields: { deed: 'rmbg', pictures: { files: [await named(310), await named(320)] } },
    });
    await eventually(() => batch.message()?.attachments.some(({ filename }) => filename.endsWith('.zip')), 30_000);
    // of somebody else: made of the same file, and of a picture of hers
    const own = await finished(await run('upscale', { image: { file: { ...twin, name: 'mine.png' } } }, bob));
    const child = await finished(await press(fox, buttonOf(fox, 'rmbg'), bob));
    await run('privacy edits', { allow: 'no' });
    await at.report(own, `not ${WORD} enough`, user);
    await at.report(fox, 'strange', bob);

    await bench.app.stop();
    await withStore(at.env, (store) => addRows(store, at, jobOf(cut)));
    const hers = [fox, pair, secret, large, cut].flatMap(picturesOf);
    expect(hers).toHaveLength(6);
    const before = await tracesOf(bench, at.env, [user.id, WORD, FILE_NAME, ...hers]);
    const rows = ['jobs.input', 'posts.owner_id', 'sources.name', 'ledger.owner_id', 'limit_blocks.reason'];
    expect(before).toEqual(
      expect.arrayContaining([...rows, 'documents.key', 'audit.detail', 'submissions.ticket', 'cases.owner_id']),
    );
    expect(before).toEqual(expect.arrayContaining(['case_reports.reason', 'jobs.credit', 'moderations.member_id']));
    expect(before.filter((each) => each.startsWith('file ')).length).toBeGreaterThanOrEqual(6);
    await bench.restart();

    const { text, sure, page, click } = await at.forget();
    expect(text).toContain('7 requests');
    expect(text).toContain('9 results');
    expect(text).toContain('3 files');
    const second = await press(page, sure);
    expect(textOf(second.message())).toContain('started deleting your data');
    await at.isForgotten(click);
    for (const message of [fox, pair, large, cut]) expect(at.isThere(message)).toBe(false);
    expect(at.isThere(shared.message())).toBe(false);
    expect(at.isThere(batch.message())).toBe(false);

    await at.sees(await press(child, `v1:chain:${jobOf(child)}:1`, bob), /History of this picture/);
    await finished(await press(child, buttonOf(child, 'again'), bob));
    await finished(await press(own, buttonOf(own, 'again'), bob));

    await bench.app.stop();
    expect(await tracesOf(bench, at.env, [user.id, WORD, FILE_NAME, ...hers])).toEqual([]);
    expect(await readBooks(at.env)).toMatchObject({ unbalanced: [], unknown: 0 });
    await withStore(at.env, async (store) => {
      expect(await store.limits.block(at.guild.id, user.id, Date.now())).toMatchObject({ reason: undefined });
      expect(await store.limits.grants(at.guild.id, user.id, Date.now())).toMatchObject([{ credits: 7 }]);
      const day = new Date().toISOString().slice(0, 10);
      const sums = await store.tallies.spent(at.guild.id, user.id, { from: day, to: day });
      const spent = [...sums.values()].reduce((sum, { credits }) => sum + credits, 0);
      expect(spent).toBe(8);
      expect(await store.jobs.countPictured(bob.id)).toBe(4);
      const acts = await store.audit.recent(at.guild.id, 20);
      expect(acts.map(({ action }) => action).sort()).toEqual(['block', 'block', 'report', 'report']);
    });
    await bench.restart();
    await at.sees(await imagine(), /has stopped your pictures here/);
  });
});

describe.concurrent.each(['sqlite', 'postgres'])('what restricts somebody, on %s', { timeout: 120_000 }, (kind) => {
  test('outlives the deletion of their data by months, and can be seen and lifted', async ({ begin, skip }) => {
    skip(kind === 'postgres' && !hasPostgres, 'needs Postgres');
    const clock = createMovableClock();
    const at = await begin({ clock, discord: { clock }, freepik: { taskMs: 60, clock } }, kind);
    const mod = at.discord.addUser({ name: 'mod', locale: 'en-US' });
    const managers = at.discord.addRole(at.guild, { name: 'managers', permissions: ['MANAGE_GUILD'] });
    at.discord.setMember(at.guild, mod, { roles: [managers] });
    const limits = async (subcommand: string, options: GivenOptions) =>
      textOf((await at.run(`limits ${subcommand}`, options, mod)).message());
    await at.finished(await at.imagine());
    const why = `wrote ${WORD} things`;
    expect(await limits('block', { member: at.user.id, reason: why })).toContain('blocked');
    expect(await limits('set', { member: at.user.id, command: 'edit', allowed: false })).toContain('/edit');
    await at.sees(await at.imagine(), /Their reason: wrote/);

    await at.isForgotten((await at.forget()).click);
    await at.sees(await at.imagine(), /has stopped your pictures here/);
    expect(await limits('log', {})).not.toContain(WORD);
    await at.bench.app.stop();
    clock.advance(70 * 86_400_000);
    await at.bench.restart();
    await eventually(() => at.bench.logged.some((line) => line.includes('have no code any more')), 30_000);
    const refused = await at.imagine();
    const text = await at.sees(refused, /has stopped your pictures here/);
    expect(text).not.toContain(WORD);
    expect(await limits('why', { member: at.user.id })).toContain('Stopped by a moderator');
    await limits('unblock', { member: at.user.id });
    await at.finished(await at.imagine());
    expect(await limits('why', { member: at.user.id, command: 'edit' })).toMatch(/Allowed: [^"]*no/);
    const edited = await at.run('edit', { prompt: 'a plain fox' });
    await at.sees(edited, /not allowed|may not/);

    // set after they came back, forgotten again, and still there
    await limits('block', { member: at.user.id, reason: why });
    await at.isForgotten((await at.forget()).click);
    clock.advance(70 * 86_400_000);
    await at.sees(await at.imagine(), /has stopped your pictures here/);
    await at.bench.app.stop();
    expect(await tracesOf(at.bench, at.env, [WORD])).toEqual([]);
  });
});

describe.concurrent('forgetting a person', { timeout: 90_000 }, () => {
  test('resets no limit; at the end of the month the code that held it is gone', async ({ begin }) => {
    const clock = createMovableClock();
    const at = await begin({
      clock,
      discord: { clock },
      freepik: { taskMs: 60, clock },
      env: { DEFAULT_DAILY_CREDITS: '2' },
    });
    for (let count = 0; count < 2; count += 1) await at.finished(await at.imagine());
    await at.sees(await at.imagine(), /New credits come/);
    const { click } = await at.forget();
    await at.isForgotten(click);
    const billed = at.bench.freepik.billed;
    const refused = await at.imagine();
    await eventually(() => refused.message());
    expect(textOf(refused.message())).toMatch(/New credits come/);
    expect(at.bench.freepik.billed).toBe(billed);

    await at.bench.app.stop();
    const alias = await withStore(at.env, async (store) => store.people.aliasOf(at.user.id));
    expect(await tracesOf(at.bench, at.env, [alias])).not.toEqual([]);
    const sum = () => withStore(at.env, (store) => store.sql('select sum(credits) as sum from ledger', []));
    const spent = await sum();
    clock.advance(32 * 86_400_000);
    await at.bench.restart();
    await eventually(() => at.bench.logged.some((line) => line.includes('have no code any more')), 30_000);
    await at.bench.app.stop();
    expect(await tracesOf(at.bench, at.env, [alias, at.user.id])).toEqual([]);
    expect(await sum()).toEqual(spent);
  });

  test('goes on after a restart, and while the file service is away nothing of it is lost sight of', async ({
    begin,
  }) => {
    const at = await begin();
    const messages: StoredMessage[] = [];
    for (let count = 0; count < 4; count += 1) messages.push(await at.finished(await at.imagine()));
    await at.finished(await at.run('upscale', { image: { file: await named() } }));
    await at.bench.files?.down('api');
    const { click } = await at.forget();
    await eventually(() => messages.some((message) => !at.isThere(message)));
    await at.bench.restart();
    await at.sees(click, /being deleted/);
    expect(at.bench.files?.files.size).toBeGreaterThan(4);
    const again = await at.run('privacy delete');
    await at.sees(again, /started deleting your data/);
    await at.bench.files?.up();
    await at.isForgotten(click);
    await at.bench.app.stop();
    expect(at.bench.files?.files.size).toBe(0);
    expect(await tracesOf(at.bench, at.env, [at.user.id, WORD, FILE_NAME])).toEqual([]);
  });

  test('cancels what waits in line, and deletes what is paid for when it is there', async ({ begin }) => {
    const at = await begin({ freepik: { taskMs: 3000 }, env: { PROVIDER_CONCURRENCY: '1' } });
    const running = await at.imagine();
    await eventually(() => at.bench.freepik.billed === 1);
    const waiting = await at.imagine();
    const { text, click } = await at.forget();
    expect(text).toContain('2 requests. What is not paid for is cancelled');
    await at.sees(click, /being deleted/);
    const later = await at.imagine(at.bob);
    await at.isForgotten(click);
    await at.finished(later);
    expect(at.isThere(running.message())).toBe(false);
    expect(at.isThere(waiting.message())).toBe(false);
    expect(at.bench.freepik.billed).toBe(2);
    await at.bench.app.stop();
    expect(await tracesOf(at.bench, at.env, [at.user.id, WORD])).toEqual([]);
    expect((await readBooks(at.env)).unbalanced).toEqual([]);
  });

  test('takes away the same from the store of one’s own', async ({ begin }) => {
    const at = await begin({ hasFileService: false, env: { PUBLIC_URL: 'http://127.0.0.1:9' } });
    const fox = await at.finished(await at.imagine());
    await at.finished(await at.run('upscale', { image: { file: await named() } }));
    const { click } = await at.forget();
    await at.isForgotten(click);
    await at.bench.app.stop();
    expect(await tracesOf(at.bench, at.env, [at.user.id, WORD, FILE_NAME, ...picturesOf(fox)])).toEqual([]);
  });

  test('leaves what was made after it was asked for', async ({ begin }) => {
    const at = await begin({ freepik: { taskMs: 1500 } });
    const file = await pictureFile(300, 200);
    const old = await at.run('upscale', { image: { file } });
    await eventually(() => at.bench.freepik.billed === 1);
    const { click } = await at.forget();
    const young = await at.run('upscale', { image: { file } });
    await at.isForgotten(click);
    const message = await at.finished(young);
    expect(at.isThere(old.message())).toBe(false);
    await at.finished(await at.press(message, buttonOf(message, 'again')));
  });

  test('is nobody else’s to ask for, and not by an old or a made-up button', async ({ begin }) => {
    const at = await begin();
    const fox = await at.finished(await at.imagine());
    const asked = await at.run('privacy delete');
    const page = await eventually(() => asked.message());
    const sure = buttonOf(page, 'forget') ?? '';
    const byBob = await at.press(page, sure, at.bob);
    expect(textOf(byBob.message())).toContain('somebody else’s');
    const old = await at.press(page, `v1:forget:${at.user.id}:1700000000`);
    expect(textOf(old.message())).toContain('too old');
    for (const id of [`v1:forget:${at.user.id}:99999999999`, `v1:forget:${at.user.id}`, 'v1:forget::1']) {
      const forged = await at.press(page, id);
      expect(textOf(forged.message())).toMatch(/too old|no longer works/);
    }
    // what somebody else asks for later is done, so nothing is under way
    await at.isForgotten((await at.forget(at.bob)).click);
    expect(at.isThere(fox)).toBe(true);
    await at.finished(await at.press(fox, buttonOf(fox, 'again')));
  });

  test('tells of messages that it cannot reach any more', async ({ begin }) => {
    const at = await begin();
    const fox = await at.finished(await at.imagine());
    const closed = { status: 403, body: { message: 'Missing Access', code: 50001 } };
    at.discord.fault(({ method, path }) => (method === 'DELETE' && /\/messages\//.test(path) ? closed : undefined));
    const { click } = await at.forget();
    await at.isForgotten(click);
    expect(textOf(click.message())).toContain('could not reach 1 message');
    const dead = await at.press(fox, buttonOf(fox, 'again'));
    expect(textOf(dead.message())).toContain('no longer on record');
    await at.bench.app.stop();
    expect(await tracesOf(at.bench, at.env, [at.user.id, WORD])).toEqual([]);
  });
});
