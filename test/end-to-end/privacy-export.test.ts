import { randomBytes } from 'node:crypto';
import { describe, expect } from 'vitest';
import { startBot } from '../../sandbox/bot-process.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { openStage } from '../../sandbox/stage.ts';
import { sharp } from '../../src/services/images/sharp-library.ts';
import { type ReadEntry, readZip } from '../services/files/zip-reader.ts';
import { withStore } from './belongings.ts';
import { createScene, eventually, textOf } from './bench.ts';
import { pictureFile } from './pictures.ts';
import { FILE_NAME, jobOf, named, type PrivacyBench, test, WORD } from './privacy-bench.ts';

/** What no format makes smaller. */
async function noise(width: number, height: number) {
  const raw = { width, height, channels: 3 } as const;
  const bytes = await sharp(randomBytes(width * height * 3), { raw })
    .png()
    .toBuffer();
  return { name: `noise-${width}.png`, bytes };
}

const sent = ({ discord, user }: Pick<PrivacyBench, 'discord' | 'user'>) =>
  discord.messages(discord.openDm(user).id).filter(({ attachments }) => attachments.length > 0);

const zipsOf = (messages: ReturnType<typeof sent>): readonly ReadEntry[][] =>
  messages.flatMap(({ attachments }) => attachments.map(({ bytes }) => readZip(bytes ?? Buffer.alloc(0))));

const textIn = (entries: readonly ReadEntry[]) =>
  entries
    .filter(({ name }) => /\.(json|txt)$/.test(name))
    .map(({ bytes }) => bytes.toString())
    .join('\n');

describe('/privacy export', { timeout: 90_000 }, () => {
  test('sends everything that is kept of a person, their pictures too, and nothing of anybody else', async ({
    begin,
  }) => {
    const at = await begin();
    const { bench, user, bob, run, finished, imagine } = at;
    const fox = await finished(await imagine());
    await finished(await imagine(user, { private: true }));
    const large = await finished(await run('upscale', { image: { file: await named() } }));
    const others = await finished(await run('upscale', { image: { file: await pictureFile(333, 222) } }, bob));
    await at.report(others, 'not my taste', user);
    await run('privacy edits', { allow: 'no' });
    const mod = at.discord.addUser({ name: 'mod', locale: 'en-US' });
    at.discord.setMember(at.guild, mod, {
      roles: [at.discord.addRole(at.guild, { name: 'managers', permissions: ['MANAGE_GUILD'] })],
    });
    await run('limits block', { member: user.id, until: '3d', reason: 'foxes at night' }, mod);
    await run('limits unblock', { member: user.id }, mod);
    await run('limits block', { member: bob.id, reason: 'none of her business either' }, mod);
    await bench.app.stop();
    await withStore(at.env, async ({ limits, audit }) => {
      const set = { setBy: bob.id, setAt: Date.now(), until: undefined };
      await limits.putBlock({ scope: 'elsewhere', memberId: user.id, reason: 'too many foxes', ...set });
      await limits.putBlock({ scope: 'elsewhere', memberId: bob.id, reason: 'none of her business', ...set });
      const detail = JSON.stringify({ member: bob.id, by: user.id });
      await audit.append({ at: Date.now(), scope: at.guild.id, actorId: user.id, action: 'block', detail });
    });
    await bench.restart();

    const asked = await run('privacy export');
    await at.sees(asked, /I sent you 1 file by direct message/);
    const [zip = []] = zipsOf(sent(at));
    const names = zip.map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['README.txt', 'settings.json', 'limits.json', 'decisions.json']);
    const text = textIn(zip);
    for (const wanted of [
      WORD,
      FILE_NAME,
      'too many foxes',
      'edits',
      jobOf(fox),
      jobOf(large),
      '"report"',
      '"charged"',
      'not my taste',
    ]) {
      expect(text).toContain(wanted);
    }
    const decisions = JSON.parse(String(zip.find(({ name }) => name === 'decisions.json')?.bytes ?? '[]'));
    expect(decisions).toMatchObject([
      { what: 'block', action: 'set', reason: 'foxes at night', until: expect.stringMatching(/^20/) },
      { what: 'block', action: 'taken away' },
    ]);
    const stored = [...(bench.files?.files.values() ?? [])];
    const results = zip.filter(({ name }) => name.startsWith('result-'));
    expect(results).toHaveLength(3);
    for (const { bytes } of results) expect(stored.some((file) => file.bytes.equals(bytes))).toBe(true);
    expect(names.filter((name) => name.startsWith('source-'))).toHaveLength(1);
    // every file that is spoken of is there
    for (const [, name] of text.matchAll(/"file": "((?:result|source)-[^"]+)"/g)) expect(names).toContain(name);

    for (const secret of [
      bob.id,
      'none of her business',
      mod.id,
      jobOf(others),
      asked.token,
      ...stored.map(({ id }) => `"${id}"`),
    ]) {
      // what she reported is named by its id and nothing else
      expect(secret === jobOf(others) ? text.replace(/"detail": .*/g, '') : text).not.toContain(secret);
    }
    expect(JSON.stringify(zip)).not.toContain('nonce');
  });

  test('is put together once, however often it is asked for, and once a day', async ({ begin }) => {
    const clock = createMovableClock();
    const at = await begin({ clock, discord: { clock }, freepik: { taskMs: 60, clock } });
    await at.finished(await at.imagine());
    const both = await Promise.all([at.run('privacy export'), at.run('privacy export')]);
    const answers = () => both.map((each) => textOf(each.message())).join('\n');
    await eventually(() => /I sent you 1 file/.test(answers()));
    expect(answers()).toContain('putting your files together');
    expect(sent(at)).toHaveLength(1);
    await at.sees(await at.run('privacy export'), /within the last day/);
    clock.advance(25 * 3_600_000);
    await at.sees(await at.run('privacy export'), /I sent you 1 file/);
    expect(sent(at)).toHaveLength(2);
  });

  test('comes in several files where one would be too large, and says where the rest is', async ({ begin }) => {
    const at = await begin({ discord: { attachmentSizeLimit: 1_300_000 } });
    for (const width of [600, 601, 602, 603]) {
      await at.finished(await at.run('upscale', { image: { file: await noise(width, 400) } }));
    }
    const asked = await at.run('privacy export');
    const text = await at.sees(asked, /I sent you \d+ files by direct message/);
    const messages = sent(at);
    expect(messages.length).toBeGreaterThan(1);
    expect(text).toContain(`I sent you ${messages.length} files`);
    const entries = zipsOf(messages).flat();
    const names = entries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const told = textIn(entries);
    const links = entries.find(({ name }) => name === 'links.txt')?.bytes.toString() ?? '';
    for (const [, name = ''] of told.matchAll(/"file": "((?:result|source)-[^"]+)"/g)) {
      expect(names.includes(name) || links.includes(name)).toBe(true);
    }
    expect(text).toContain('links.txt');
    for (const [link] of links.matchAll(/http\S+/g)) expect((await fetch(link)).status).toBe(200);
    expect(links.match(/http/g)?.length).toBeGreaterThan(0);
  });

  test('comes into the answer where direct messages are closed', async ({ begin }) => {
    const at = await begin();
    await at.finished(await at.imagine());
    at.user.acceptsDirectMessages = false;
    const asked = await at.run('privacy export');
    await at.sees(asked, /I may not write you direct messages/);
    const [file] = asked.followUps();
    expect(file?.ephemeralFor).toBe(at.user.id);
    expect(textIn(readZip(file?.attachments[0]?.bytes ?? Buffer.alloc(0)))).toContain(WORD);
    expect(sent(at)).toEqual([]);
  });

  test('that nobody could be given says what to do, and may be asked for again at once', async ({ begin }) => {
    const at = await begin();
    await at.finished(await at.imagine());
    at.user.acceptsDirectMessages = false;
    const closed = at.discord.fault(({ method, path }) =>
      method === 'POST' && /^\/webhooks\//.test(path)
        ? { status: 401, body: { message: 'gone', code: 50027 } }
        : undefined,
    );
    await at.sees(await at.run('privacy export'), /direct messages from me are closed/);
    closed();
    at.user.acceptsDirectMessages = true;
    await at.sees(await at.run('privacy export'), /I sent you 1 file/);
  });

  test('waits for a file service that is away, and names what is gone for good', async ({ begin }) => {
    const at = await begin();
    await at.finished(await at.imagine());
    const lost = await at.finished(await at.imagine());
    await at.bench.app.stop();
    await withStore(at.env, async (store) => {
      const job = await store.jobs.byId(jobOf(lost));
      const results =
        job?.results.map(({ spool: _, ...picture }) => ({ ...picture, link: `${picture.link}/gone` })) ?? [];
      if (job) await store.jobs.change(job, job.phase, { results });
    });
    await at.bench.restart();
    const text = await at.sees(await at.run('privacy export'), /I sent you 1 file/);
    expect(text).toContain('1 picture did not fit');
    const [zip = []] = zipsOf(sent(at));
    expect(zip.find(({ name }) => name === 'links.txt')?.bytes.toString()).toContain(`result-${jobOf(lost)}-1`);
    expect(zip.filter(({ name }) => name.startsWith('result-'))).toHaveLength(1);
  });

  test('goes on after the process was killed while it was sent: no file is missing, none comes twice', async ({
    onTestFinished,
  }) => {
    const stage = await openStage({ freepik: { taskMs: 60 } });
    let bot = await startBot(stage.env);
    onTestFinished(async () => {
      await bot.stop('SIGKILL');
      await stage.close();
    });
    const { discord } = stage;
    const scene = createScene(stage);
    const options = { prompt: `an ${WORD} fox`, resolution: '1k' };
    const fox = await discord.runCommand({ ...scene, name: 'imagine', options });
    await eventually(() => /v1:again:/.test(textOf(fox.message())), 30_000);
    const direct = discord.openDm(scene.user);
    const hang = discord.fault(({ method, path }) =>
      method === 'POST' && path.includes(direct.id) ? { status: 500, hang: true, applyAnyway: true } : undefined,
    );
    const asked = await discord.runCommand({ ...scene, name: 'privacy export' });
    await eventually(() => discord.messages(direct.id).length, 30_000);
    await bot.stop('SIGKILL');
    hang();
    bot = await startBot(stage.env);
    await eventually(() => /I sent you 1 file/.test(textOf(asked.message())), 40_000);
    expect(discord.messages(direct.id)).toHaveLength(1);
  });

  test('that is not sent yet goes nowhere once its person is forgotten', async ({ begin }) => {
    const at = await begin();
    await at.finished(await at.imagine());
    const direct = at.discord.openDm(at.user);
    at.discord.fault(({ method, path }) =>
      method === 'POST' && path.includes(direct.id) ? { status: 500, body: { message: 'later' } } : undefined,
    );
    await at.run('privacy export');
    await eventually(() => at.bench.logged.some((line) => line.includes('part of an export not sent')), 40_000);
    const { click } = await at.forget();
    await at.isForgotten(click);
    expect(sent(at)).toEqual([]);
    await at.bench.app.stop();
    expect(await withStore(at.env, (store) => store.privacy.latest(at.user.id, 'export'))).toBeUndefined();
  });
});

test('/privacy edits says what was chosen and what it means, and takes it back', { timeout: 60_000 }, async ({
  begin,
}) => {
  const at = await begin();
  for (const [allow, words] of [
    ['yes', 'lets the authors decide'],
    ['no', 'nobody else may edit your pictures'],
    ['unsaid', 'own rule applies'],
  ] as const) {
    const answer = await at.run('privacy edits', { allow });
    expect(textOf(answer.message())).toContain(words);
    expect(answer.message()?.ephemeralFor).toBe(at.user.id);
  }
});
