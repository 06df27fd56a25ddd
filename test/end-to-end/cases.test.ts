import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { english, finished, jobOf, openBench, said, textOf } from './bench.ts';
import { linkOf, type Moderated, openModerated, withStore, wordsOf } from './moderating.ts';

let at: Moderated;
beforeAll(async () => {
  at = await openModerated(openBench);
});
afterAll(() => at.bench.close());

const inStore = <T>(work: Parameters<typeof withStore<T>>[1]) => withStore(at.bench, work);

describe('a report', () => {
  test('becomes one message in the log channel, counted up by more of them, and names nobody who reported', async () => {
    const { press, report, caseOf, inLog, imagine, bob, mod, user, deedOf } = at;
    const message = await imagine({ prompt: 'a blue heron' });
    await said(await report(message, 'too blue'), english.notices.reported);
    const posted = await caseOf(/blue heron/);
    expect(textOf(posted)).toContain('1 report,');
    expect(textOf(posted)).toContain('too blue');
    expect(textOf(posted)).toContain(`<@${user.id}>`);
    expect(textOf(posted)).toContain('"spoiler":true');
    expect(textOf(posted)).toContain(`/${message.channelId}/${message.id}`);
    await said(await press(message, `v1:report:${jobOf(message)}:1`, bob), english.notices.reportedAlready);
    await said(await report(message, 'much too blue', mod), english.notices.reported);
    await at.bench.discord.until(() => inLog(/2 reports/)[0], 10_000);
    expect(inLog(/blue heron/)).toHaveLength(1);
    for (const { id } of [bob, mod]) expect(textOf(inLog(/blue heron/)[0])).not.toContain(id);
    expect(deedOf(posted, 'dismiss')).toBeDefined();
  });

  test('of one’s own picture, or of one that is gone, becomes none', async () => {
    const { press, report, imagine, user, bob, inLog, bench } = at;
    const own = await imagine({ prompt: 'a lonely owl' });
    await said(await press(own, `v1:report:${jobOf(own)}:1`, user), /your own/);
    const gone = await imagine({ prompt: 'a lonely ox' });
    const asked = await press(gone, `v1:report:${jobOf(gone)}:1`, bob);
    const removing = await press(gone, `v1:delete-sure:${jobOf(gone)}:1`, user, true);
    await bench.discord.until(() => !bench.discord.message(gone.channelId, gone.id) || undefined, 10_000);
    await removing.acknowledged;
    const customId = String(asked.modal?.['custom_id']);
    const late = await bench.discord.submitModal({ user: bob, customId, fields: { reason: 'late' } });
    await said(late, english.notices.jobMissing);
    await expect(report(gone)).rejects.toThrow(/deleted/);
    expect(inLog(/lonely/)).toEqual([]);
  });

  test('of words that would do harm does none', async () => {
    const { report, caseOf, imagine } = at;
    const nasty = `@everyone <@&1> **bold** [x](https://evil.example) \`code\` ${'*'.repeat(1900)}`.slice(0, 2000);
    await report(await imagine({ prompt: nasty }), `@here </a:1> # ${'_'.repeat(400)}`.slice(0, 300));
    const posted = await caseOf(/evil/);
    const shown = wordsOf(posted);
    expect(shown).not.toMatch(/@everyone|@here|<@&1>|[^\\*]\*\*bold|\]\(https:\/\/evil/);
    expect(shown).toContain('everyone');
    expect(shown).toContain('here');
  });
});

describe('a moderator', () => {
  test.each(['mod', 'keeper'] as const)('(%s) deletes it everywhere, once; the second reads who did', async (who) => {
    const { report, caseOf, imagine, removeEverywhere, bench, inLog, deedOf, press } = at;
    const [first, second] = who === 'mod' ? [at.mod, at.keeper] : [at.keeper, at.mod];
    const message = await imagine({ prompt: `a wild boar for ${who}` });
    const link = linkOf(message);
    await report(message);
    const posted = await caseOf(new RegExp(`boar for ${who}`));
    const sure = String(deedOf(posted, 'delete')).replace('delete', 'sure');
    await said(await removeEverywhere(posted, first), /Deleted everywhere|Đã xóa ở mọi nơi/);
    expect(bench.discord.message(message.channelId, message.id)).toBeUndefined();
    expect((await fetch(link)).status).toBe(404);
    const now = await bench.discord.until(() => {
      const shown = bench.discord.message(posted.channelId, posted.id);
      return /Deleted by/.test(textOf(shown)) ? shown : undefined;
    }, 10_000);
    expect(textOf(now)).toContain(`Deleted by <@${first.id}>`);
    expect(textOf(now)).not.toMatch(/boar|"media"/);
    expect(inLog(/boar/)).toEqual([]);
    const late = await press(posted, sure, second, true);
    await said(late, /already deleted|đã bị xóa/);
    expect(textOf(late.message())).toContain(first.id);
  });

  test('suspends the member, who is told of by a block; twice counts once, and a second moderator reads it', async () => {
    const { report, caseOf, imagine, press, deedOf, mod, keeper, user, guild, bench } = at;
    await report(await imagine({ prompt: 'a grey goose' }));
    const posted = await caseOf(/grey goose/);
    const clicks = await Promise.all([press(posted, deedOf(posted, 'day')), press(posted, deedOf(posted, 'day'))]);
    await Promise.all(clicks.map((click) => said(click, /suspended/)));
    // what cannot be done is not offered, and what was offered before is answered in words
    const suspended = await at.caseOf(/grey goose.*"v1:mod:record:lift:/s);
    for (const deed of ['hour', 'day', 'lasting']) expect(deedOf(suspended, deed)).toBeUndefined();
    expect(textOf(clicks[0]?.message())).toContain('v1:mod:record:lift:');
    const lift = String(deedOf(suspended, 'lift'));
    const forced = (deed: string) => lift.replace(':lift:', `:${deed}:`);
    expect(clicks.filter((click) => /is suspended/.test(textOf(click.message())))).toHaveLength(1);
    await said(await press(posted, forced('lasting'), keeper, true), /Không có gì thay đổi/);
    await bench.discord.until(() => at.inLog(/grey goose/).find((each) => /Suspended by/.test(textOf(each))), 10_000);
    const block = await inStore(async (store) => {
      const audit = await store.audit.recent(guild.id, 3);
      expect(audit[0]).toMatchObject({ action: 'limits', actorId: mod.id });
      expect(audit[0]?.detail).not.toContain('goose');
      return store.limits.block(guild.id, user.id, Date.now());
    });
    expect(block).toMatchObject({ memberId: user.id, setBy: mod.id });
    expect(Math.round(((block?.until ?? 0) - (block?.setAt ?? 0)) / 3_600_000)).toBe(24);
    await said(await press(posted, forced('lift'), keeper, true), /lại được tạo ảnh/);
    await at.caseOf(/grey goose.*"v1:mod:record:hour:/s);
    const again = await press(posted, forced('lift'), mod, true);
    await said(again, /not suspended/);
    expect(textOf(again.message())).toContain(keeper.id);
    await said(await press(posted, forced('lasting'), mod, true), /until you press/);
    const lasting = await inStore((store) => store.limits.block(guild.id, user.id, Date.now() + 1e12));
    expect(lasting).toMatchObject({ setBy: mod.id, until: undefined });
    await said(await press(posted, forced('lift'), mod, true), /may make pictures again/);
  });

  test('covers it, and whatever is made from it later', async () => {
    const { report, caseOf, imagine, press, deedOf, bench, keeper } = at;
    const message = await imagine({ prompt: 'a pink pig' });
    const shown = () => textOf(bench.discord.message(message.channelId, message.id));
    expect(shown()).not.toContain('"spoiler":true');
    await report(message);
    const posted = await caseOf(/pink pig/);
    await said(await press(posted, deedOf(posted, 'spoiler')), /Covered/);
    await bench.discord.until(() => shown().includes('"spoiler":true') || undefined, 15_000);
    await said(await press(posted, deedOf(posted, 'spoiler'), keeper), /đã được che/);
    const made = await finished(await press(message, `v1:vary:${jobOf(message)}:1`, at.user));
    expect(textOf(made)).toContain('"spoiler":true');
  });

  test('dismisses it, and the picture stays', async () => {
    const { report, caseOf, imagine, press, deedOf, bench, mod, keeper } = at;
    const message = await imagine({ prompt: 'a calm cow' });
    await report(message);
    const posted = await caseOf(/calm cow/);
    const clicks = await Promise.all([
      press(posted, deedOf(posted, 'dismiss')),
      press(posted, deedOf(posted, 'dismiss'), keeper),
    ]);
    await Promise.all(clicks.map((click) => said(click, /Dismissed|Nothing changed|Đã bỏ qua|Không có gì/)));
    expect(clicks.filter((click) => /Nothing changed|Không có gì/.test(textOf(click.message())))).toHaveLength(1);
    const now = await bench.discord.until(
      () => at.inLog(/calm cow/).find((each) => /Dismissed by/.test(textOf(each))),
      10_000,
    );
    expect([mod.id, keeper.id].some((id) => textOf(now).includes(`Dismissed by <@${id}>`))).toBe(true);
    expect(deedOf(now, 'dismiss')).toBeUndefined();
    expect(bench.discord.message(message.channelId, message.id)).toBeDefined();
    await said(await at.removeEverywhere(now), english.record.answers.deleted);
    await bench.discord.until(
      () => textOf(bench.discord.message(now.channelId, now.id)).includes('Deleted by') || undefined,
      10_000,
    );
  });
});

describe('whoever is no moderator', () => {
  const deeds = ['open', 'delete', 'sure', 'spoiler', 'dismiss', 'hour', 'day', 'lasting', 'lift'];

  test('does nothing with a case, by its buttons or by forged ids, also after losing the role', async () => {
    const { report, caseOf, imagine, press, bob, keeper, role, guild, bench, user } = at;
    const message = await imagine({ prompt: 'a safe sheep' });
    await report(message);
    const posted = await caseOf(/safe sheep/);
    const [, subject = ''] = /v1:mod:record:open:([^:]+):1/.exec(textOf(posted)) ?? [];
    for (const deed of deeds)
      for (const id of [subject, jobOf(message)])
        await said(await press(posted, `v1:mod:record:${deed}:${id}:1`, bob, true), english.notices.moderatorsOnly);
    bench.discord.setMember(guild, keeper, { roles: [] });
    for (const deed of deeds)
      await said(await press(posted, `v1:mod:record:${deed}:${subject}:1`, keeper, true), /điều hành/);
    bench.discord.setMember(guild, keeper, { roles: [role] });
    expect(bench.discord.message(message.channelId, message.id)).toBeDefined();
    expect(await inStore((store) => store.limits.block(guild.id, user.id, Date.now()))).toBeUndefined();
    expect((await inStore((store) => store.cases.byId(subject)))?.closed).toBeUndefined();
  });

  test('of this server has no say in another one’s case', async () => {
    const { report, caseOf, imagine, bench, guild, user } = at;
    const message = await imagine({ prompt: 'a foreign frog' });
    await report(message);
    const posted = await caseOf(/foreign frog/);
    const [, subject = ''] = /v1:mod:record:open:([^:]+):1/.exec(textOf(posted)) ?? [];
    const { discord } = bench;
    const other = discord.addGuild({ name: 'another' });
    const channel = discord.addChannel(other, { name: 'here' });
    const boss = discord.addUser({ name: 'boss' });
    discord.setMember(other, boss, { permissions: ['MANAGE_GUILD'] });
    const theirs = await discord.post({ channel, user: boss, content: 'hello' });
    for (const deed of deeds)
      for (const id of [subject, jobOf(message)]) {
        const click = discord.click({
          user: boss,
          message: theirs,
          customId: `v1:mod:record:${deed}:${id}:1`,
          force: true,
        });
        await click.acknowledged;
        await said(click, english.record.answers.missing);
      }
    expect(discord.message(message.channelId, message.id)).toBeDefined();
    expect(await inStore((store) => store.limits.block(guild.id, user.id, Date.now()))).toBeUndefined();
  });
});
