import { describe, expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { buttonOf, createScene, english, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import { pictureFile } from './pictures.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

async function begin(open: Open, env: Record<string, string> = {}) {
  const clock = createMovableClock();
  const at = await open({ clock, discord: { clock }, freepik: { clock, taskMs: 100 }, env });
  const scene = createScene(at);
  const ask = async (name = 'imagine') => {
    const handle = await at.discord.runCommand({ ...scene, name, options: { prompt: 'a fox' } });
    await handle.acknowledged;
    return handle;
  };
  /** Time goes by in steps, as it does for timers. */
  const passUntil = (stepMs: number, read: () => unknown) =>
    eventually(async () => {
      if (read()) return true;
      clock.advance(stepMs);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return undefined;
    });
  const letters = () => at.discord.messages(at.discord.openDm(at.discord.owner).id).map(textOf);
  const downloads = () => at.freepik.requests.filter(({ path }) => path.endsWith('.png')).length;
  const polls = () => at.freepik.tasks.reduce((sum, task) => sum + task.polls, 0);
  return { at, clock, scene, ask, passUntil, letters, downloads, polls };
}

describe('links that stay forbidden', { timeout: 60_000 }, () => {
  test('cost a handful of requests, end in words, and bring the picture for free when they open', async ({ open }) => {
    const { at, ask, passUntil, downloads, polls } = await begin(open);
    const back = at.freepik.misbehave({ on: 'download', as: '403' });
    const handle = await ask();
    await passUntil(MINUTE_MS, () => buttonOf(handle.message(), 'retry'));
    expect(downloads()).toBeLessThanOrEqual(6);
    expect(polls()).toBeLessThanOrEqual(10);
    const before = { downloads: downloads(), polls: polls() };

    // a late look is one question and one try
    const failures = () => at.logged.filter((line) => line.includes('job failed')).length;
    await passUntil(HOUR_MS / 4, () => failures() >= 4);
    const looks = failures() - 1;
    expect(polls()).toBe(before.polls + looks);
    expect(downloads()).toBe(before.downloads + looks);
    expect(at.logged.filter((line) => line.includes('links are refused again')).length).toBeGreaterThan(0);

    back();
    await passUntil(HOUR_MS / 4, () => handle.message()?.attachments.length);
    expect(textOf(handle.message())).toContain('so it is free');
    expect(at.freepik.billed).toBe(1);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ phases: ['done'], spent: 0, unbalanced: [] });
  });

  test('are asked for anew after a pause longer than any deadline, before anything is called lost', async ({
    open,
  }) => {
    const { at, clock, ask } = await begin(open, { JOB_DEADLINE_SECONDS: '60' });
    const back = at.freepik.misbehave({ on: 'download', as: '500' });
    const handle = await ask();
    await eventually(() => at.logged.some((line) => line.includes('result not fetched yet')));
    await at.app.stop();
    back();
    // one of those troubles that a start brings
    at.freepik.misbehave({ on: 'download', as: '500', times: 1 });
    // the links live an hour
    clock.advance(2 * HOUR_MS);
    await at.restart();
    await eventually(() => handle.message()?.attachments.length);
    expect(at.logged.some((line) => line.includes('job failed'))).toBe(false);
  });
});

describe('links that came with the answer and are refused', { timeout: 60_000 }, () => {
  const reimagine = async ({ at, scene }: Awaited<ReturnType<typeof begin>>) => {
    const image = { file: await pictureFile(64, 64) };
    const handle = await at.discord.runCommand({ ...scene, name: 'reimagine', options: { image } });
    await eventually(() => at.freepik.requests.some(({ path }) => path.endsWith('.png')));
    return handle;
  };

  test('are tried again, also after a restart, and bring the picture that was paid for', async ({ open }) => {
    const world = await begin(open);
    const { at, passUntil, downloads } = world;
    const back = at.freepik.misbehave({ on: 'download', as: '403' });
    const handle = await reimagine(world);
    await passUntil(1000, () => downloads() >= 2);
    await at.restart();
    // the next is due half a minute later, however often we start
    await passUntil(1000, () => at.logged.filter((line) => line.includes('ready')).length > 1);
    expect(downloads()).toBe(2);
    back();
    await passUntil(5000, () => handle.message()?.attachments.length);
    expect(at.freepik.billed).toBe(1);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ phases: ['done'], spent: 1, unbalanced: [] });
  });

  test('end in words after a handful of tries', async ({ open }) => {
    const world = await begin(open);
    const { at, passUntil, downloads } = world;
    at.freepik.misbehave({ on: 'download', as: '403' });
    const handle = await reimagine(world);
    await passUntil(MINUTE_MS, () => buttonOf(handle.message(), 'retry'));
    expect(downloads()).toBe(5);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ spent: 0, unbalanced: [] });
  });
});

describe('results on a host that is not listed', { timeout: 90_000 }, () => {
  test('are held, the owner is told once, new orders wait, and a restart with the host brings them', async ({
    open,
  }) => {
    const { at, scene, ask, passUntil, letters } = await begin(open, { FREEPIK_RESULT_HOSTS: 'results.example' });
    const handle = await ask();
    await passUntil(10_000, () => textOf(handle.message()).includes('finished and safe'));
    await passUntil(10_000, () => letters().length > 0);
    expect(letters()[0]).toContain(at.freepik.resultHost);
    expect(letters()[0]).toMatch(
      /not in FREEPIK_RESULT_HOSTS.*1 picture is held.*no new orders are taken for \/imagine/,
    );
    const another = at.discord.addUser({ name: 'bob' });
    const options = { prompt: 'a hare' };
    const refused = await at.discord.runCommand({ ...scene, user: another, name: 'imagine', options });
    await refused.acknowledged;
    expect(textOf(refused.message())).toContain(english.denials.resultsHeld);

    // restarted in vain: it is the same trouble
    await at.restart();
    await passUntil(10_000, () => at.logged.filter((line) => line.includes('is not allowed')).length > 1);
    expect(handle.message()?.attachments).toEqual([]);

    await at.restart({ FREEPIK_RESULT_HOSTS: at.freepik.resultHost });
    await eventually(() => handle.message()?.attachments.length);
    await passUntil(10_000, () => letters().length > 1);
    expect(letters()[1]).toContain('Nothing is held any more');
    expect(letters()).toHaveLength(2);
    const next = await at.discord.runCommand({ ...scene, user: another, name: 'imagine', options });
    await eventually(() => next.message()?.attachments.length);
    expect(at.freepik.billed).toBe(2);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ phases: ['done', 'done'], spent: 2, unbalanced: [] });
  });

  test('cost nothing past the deadline, and still come at once when the host is listed', async ({ open }) => {
    const { at, clock, ask, passUntil } = await begin(open, {
      FREEPIK_RESULT_HOSTS: 'results.example',
      JOB_DEADLINE_SECONDS: '60',
    });
    const handle = await ask();
    await passUntil(10_000, () => textOf(handle.message()).includes(english.failures['result-held'].next));
    expect(buttonOf(handle.message(), 'retry')).toBeUndefined();
    clock.advance(3 * HOUR_MS);
    await at.restart({ FREEPIK_RESULT_HOSTS: at.freepik.resultHost });
    await eventually(() => handle.message()?.attachments.length);
    expect(textOf(handle.message())).toContain('so it is free');
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ phases: ['done'], spent: 0, unbalanced: [] });
  });
});
