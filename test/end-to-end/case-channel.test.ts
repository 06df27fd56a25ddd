import { expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { english, said, textOf } from './bench.ts';
import { type Moderated, openModerated, withStore, wordsOf } from './moderating.ts';
import { type Open, test } from './own-world.ts';

const posts = ({ bench, log }: Moderated) =>
  bench.discord.exchanges.filter(
    ({ method, path }) => method === 'POST' && path.endsWith(`/channels/${log.id}/messages`),
  );

async function opened(open: Open) {
  const clock = createMovableClock();
  return { at: await openModerated(open, { clock }), clock };
}

/** Time passes, in steps that let what is due be done. */
async function pass({ advance }: { advance(ms: number): void }, steps: number) {
  for (let step = 0; step < steps; step += 1) {
    advance(20_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('without a log channel the case is kept, thanked for, and posted once one is set', {
  timeout: 40_000,
}, async ({ open }) => {
  const { at, clock } = await opened(open);
  await at.setLog(undefined);
  const message = await at.imagine({ prompt: 'a shy snail' });
  await said(await at.report(message, 'too slow'), english.notices.reportedWaiting);
  await pass(clock, 4);
  expect(at.inLog()).toEqual([]);
  const record = await at.menu(message);
  await said(record, /1 report/);
  expect(wordsOf(record.message())).toContain('too slow');
  await at.setLog(at.log);
  await pass(clock, 4);
  await at.caseOf(/shy snail/);
  expect(at.inLog(/shy snail/)).toHaveLength(1);
});

test('a channel in which the bot may not write gets it when it may', { timeout: 40_000 }, async ({ open }) => {
  const { at, clock } = await opened(open);
  at.bench.discord.setBotPermissions(at.log, { deny: ['SEND_MESSAGES'] });
  const message = await at.imagine({ prompt: 'a mute mule' });
  await said(await at.report(message), english.notices.reported);
  await pass(clock, 10);
  expect(at.inLog()).toEqual([]);
  // refused requests count against everybody: it is not tried all the time
  expect([1, 2]).toContain(posts(at).length);
  at.bench.discord.setBotPermissions(at.log, { allow: ['SEND_MESSAGES'] });
  await pass(clock, 40);
  await at.caseOf(/mute mule/);
});

test('an open case moves on when its channel is deleted and another one is set', { timeout: 40_000 }, async ({
  open,
}) => {
  const { at, clock } = await opened(open);
  const message = await at.imagine({ prompt: 'a moving moth' });
  await at.report(message);
  const posted = await at.caseOf(/moving moth/);
  at.bench.discord.deleteChannel(at.log);
  const fresh = at.bench.discord.addChannel(at.guild, { name: 'new-log' });
  await at.setLog(fresh);
  await at.report(message, 'again', at.mod);
  await pass(clock, 2);
  await at.bench.discord.until(() => at.inLog(/2 reports/, fresh)[0], 10_000);
  // what it said before is as good as ever
  const click = await at.press(at.inLog(/moving moth/, fresh)[0] ?? posted, at.deedOf(posted, 'dismiss'));
  await said(click, english.record.answers.dismissed);
});

test('a case that somebody took out of the channel is not put there again', { timeout: 40_000 }, async ({ open }) => {
  const { at, clock } = await opened(open);
  const message = await at.imagine({ prompt: 'a gone goat' });
  await at.report(message);
  const posted = await at.caseOf(/gone goat/);
  await fetch(`${at.bench.discord.apiUrl}/v10/channels/${at.log.id}/messages/${posted.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bot ${at.bench.discord.token}` },
  });
  await at.report(message, '', at.mod);
  await pass(clock, 8);
  expect(at.inLog(/gone goat/)).toEqual([]);
  await said(await at.menu(message), /2 reports/);
});

test.for([
  ['before its message was sent', false],
  ['when it was sent, but not written down', true],
] as const)('a restart %s leaves one message of a case', { timeout: 40_000 }, async ([, applyAnyway], { open }) => {
  const { at, clock } = await opened(open);
  const { discord } = at.bench;
  let isDown = true;
  discord.fault(({ method, path }) =>
    isDown && method === 'POST' && path.endsWith(`/channels/${at.log.id}/messages`)
      ? { reset: true, applyAnyway }
      : undefined,
  );
  await said(await at.report(await at.imagine({ prompt: 'a late lark' })), english.notices.reported);
  await discord.until(() => posts(at).length > 0 || undefined, 10_000);
  await withStore(at.bench, async (store) => {
    const due = await store.cases.toCheck(Number.MAX_SAFE_INTEGER, 10);
    expect(due).toMatchObject([{ message: undefined }]);
  });
  expect(at.inLog(/late lark/)).toHaveLength(applyAnyway ? 1 : 0);
  isDown = false;
  await pass(clock, 3);
  await at.caseOf(/late lark/);
  await pass(clock, 3);
  expect(at.inLog(/late lark/)).toHaveLength(1);
  const kept = await withStore(at.bench, (store) => store.sql('select message_id, check_at from cases', []));
  expect(kept).toMatchObject([{ message_id: at.inLog(/late lark/)[0]?.id, check_at: null }]);
});

test('its buttons work after a year and a restart, also when the job is gone from the database', {
  timeout: 40_000,
}, async ({ open }) => {
  const { at, clock } = await opened(open);
  const message = await at.imagine({ prompt: 'an old oyster' });
  await at.report(message);
  const posted = await at.caseOf(/old oyster/);
  clock.advance(365 * 86_400_000);
  await withStore(at.bench, (store) => store.sql('delete from jobs', []));
  await said(await at.press(posted, at.deedOf(posted, 'open')), /already deleted/);
  const opening = String(at.deedOf(posted, 'open'));
  const ids = ['delete', 'spoiler', 'day', 'lift', 'dismiss'].map((deed) => opening.replace('open', deed));
  const words = [/everywhere/, /Nothing is left/, /is suspended/, /may make pictures again/, /Dismissed/];
  for (const [place, id] of ids.entries())
    await said(await at.press(posted, id, at.mod, true), words[place] ?? /never/);
  await said(await at.press(posted, ids[0]?.replace('delete', 'sure'), at.mod, true), /Nothing is left to delete/);
});

test('the message speaks the language of the server, and answers that of the moderator', {
  timeout: 40_000,
}, async ({ open }) => {
  const { at } = await opened(open);
  await withStore(at.bench, async (store) => {
    const key = `server:${at.guild.id}`;
    const settings: unknown = JSON.parse((await store.documents.get(key)) ?? '{}');
    await store.documents.set(key, JSON.stringify({ ...Object(settings), language: 'vi' }));
  });
  await at.report(await at.imagine({ prompt: 'a polite parrot' }));
  const posted = await at.caseOf(/polite parrot/);
  expect(textOf(posted)).toContain('Ảnh bị báo cáo');
  await said(await at.press(posted, at.deedOf(posted, 'dismiss')), english.record.answers.dismissed);
});
