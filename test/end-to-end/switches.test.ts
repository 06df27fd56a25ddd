import { describe, expect } from 'vitest';
import { createMovableClock, type MovableClock } from '../../sandbox/movable-clock.ts';
import { type Bench, createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import { type Given, pictureFile } from './pictures.ts';

const MINUTE_MS = 60_000;
const REIMAGINE = '/v1/ai/beta/text-to-image/reimagine-flux';

interface Play {
  readonly at: Bench;
  readonly clock: MovableClock;
  ask(name: string, options: Readonly<Record<string, Given>>): ReturnType<Bench['discord']['runCommand']>;
  /** To its end, whatever that is. */
  run(name: string, options: Readonly<Record<string, Given>>): Promise<string>;
  names(): readonly unknown[];
  /** How often a line was logged at this level. */
  lines(level: number, words: string): readonly string[];
}

async function play(open: Open, env: Record<string, string> = {}): Promise<Play> {
  const clock = createMovableClock();
  const at = await open({
    clock,
    discord: { clock },
    freepik: { clock, taskMs: 100 },
    apiframe: { clock, taskMs: 100 },
    env,
  });
  const { channel } = createScene(at);
  let members = 0;
  const ask: Play['ask'] = (name, options) =>
    at.discord.runCommand({ user: at.discord.addUser({ name: `member${members++}` }), channel, name, options });
  return {
    at,
    clock,
    ask,
    async run(name, options) {
      const handle = await ask(name, options);
      await handle.acknowledged;
      await eventually(() => /v1:(again|retry):|at the moment/.test(textOf(handle.message())));
      return textOf(handle.message());
    },
    names: () => at.discord.commands().map((command) => command['name']),
    lines: (level, words) => at.logged.filter((line) => line.includes(`"level":${level}`) && line.includes(words)),
  };
}

const orders = ({ at }: Play) => at.freepik.requests.filter(({ method }) => method === 'POST').length;

async function moved<T>({ clock }: Play, ms: number, read: () => T | undefined | false | 0): Promise<T> {
  clock.advance(ms);
  return eventually(() => {
    clock.advance(500);
    return read();
  });
}

describe('an endpoint that the provider has retired', { timeout: 60_000 }, () => {
  test('goes off after three members met it, costs nobody anything, leaves the lists after an hour of that, and comes back by itself', async ({
    open,
  }) => {
    const stage = await play(open);
    const { at, run, names, lines } = stage;
    const image = { file: await pictureFile(320, 240) };
    const back = at.freepik.misbehave({ on: 'submit', as: '404', when: ({ path }) => path === REIMAGINE });

    for (let member = 0; member < 3; member++)
      expect(await run('reimagine', { image })).toContain('no longer offers this');
    expect(names()).toContain('reimagine');
    const sent = orders(stage);
    const fourth = await run('reimagine', { image });
    expect(fourth).toMatch(/does not offer <\/reimagine:\d+> at the moment/);
    expect(fourth).toMatch(/Until then, use <\/edit:\d+> or <\/style:\d+>/);
    expect(orders(stage)).toBe(sent);
    expect(lines(50, 'switched off')).toHaveLength(1);

    await at.restart();
    // asked for twice, ever more rarely, and still gone: as anything may be for a few minutes
    await moved(stage, 3 * MINUTE_MS, () => orders(stage) === sent + 1);
    await moved(stage, 5 * MINUTE_MS, () => orders(stage) === sent + 2);
    await moved(stage, 11_000, () => true);
    expect(names()).toContain('reimagine');
    await moved(stage, 55 * MINUTE_MS, () => !names().includes('reimagine'));
    expect(names()).toContain('imagine');
    await at.restart();
    expect(names()).not.toContain('reimagine');
    expect(lines(50, 'switched off')).toHaveLength(1);

    back();
    await moved(stage, 60 * MINUTE_MS, () => names().includes('reimagine'));
    expect(lines(30, 'switched on again')).toHaveLength(1);
    expect(await run('reimagine', { image })).toContain('v1:again:');
    expect(lines(50, 'switched off')).toHaveLength(1);
    expect(at.freepik.billed).toBe(1);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({
      spent: 1,
      unbalanced: [],
      phases: ['failed', 'failed', 'failed', 'done'],
    });
  });

  test('fails what waits in line for it without sending it', async ({ open }) => {
    const stage = await play(open, { PROVIDER_CONCURRENCY: '1' });
    const { at, ask } = stage;
    at.freepik.misbehave({ on: 'submit', as: '410' });
    const handles = await Promise.all(Array.from({ length: 8 }, (_, n) => ask('edit', { prompt: `fox ${n}` })));
    await eventually(() => handles.every((handle) => /v1:retry:|at the moment/.test(textOf(handle.message()))));
    expect(orders(stage)).toBe(3);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ spent: 0, unbalanced: [] });
  });

  test('leaves the other modes of its command, which stays', async ({ open }) => {
    const stage = await play(open);
    const { at, run, names } = stage;
    const image = { file: await pictureFile(320, 240) };
    at.freepik.misbehave({ on: 'submit', as: '404', when: ({ path }) => path.endsWith('-v2') });
    for (let member = 0; member < 3; member++) await run('upscale', { image, mode: 'precision_v2', scale: 2 });
    const refused = await run('upscale', { image, mode: 'precision_v2', scale: 2 });
    expect(refused).toMatch(/“Precision V2[^”]*” of <\/upscale:\d+> at the moment.*choose “Precision.{1,5}true/);
    stage.clock.advance(30_000);
    expect(await run('upscale', { image })).toContain('v1:again:');
    expect(names()).toContain('upscale');
  });

  test('a success in between begins the count anew, and what the operator disabled stays disabled', async ({
    open,
  }) => {
    const stage = await play(open, { DISABLED_OPERATIONS: 'style' });
    const { at, run, names, lines } = stage;
    at.freepik.misbehave({ on: 'submit', as: '404', times: 2 });
    for (let member = 0; member < 3; member++) await run('imagine', { prompt: 'a fox', resolution: '1k' });
    at.freepik.misbehave({ on: 'submit', as: '404', times: 2 });
    for (let member = 0; member < 3; member++) await run('imagine', { prompt: 'a fox', resolution: '1k' });
    await moved(stage, 5 * MINUTE_MS, () => true);
    expect(lines(50, 'switched off')).toHaveLength(0);
    expect(names()).toContain('imagine');
    expect(names()).not.toContain('style');
  });
});

describe('a model that the provider refuses', { timeout: 60_000 }, () => {
  const options = { prompt: 'a fox', resolution: '1k', model: 'zen' };

  test('goes off alone, is tried by one order a day, and comes back when that is taken', async ({ open }) => {
    const stage = await play(open);
    const { at, ask, run, names, lines } = stage;
    const isZen = ({ body }: { body?: unknown }) => JSON.stringify(body ?? {}).includes('"zen"');
    const back = at.freepik.misbehave({ on: 'submit', as: '400-field', when: isZen });
    for (let member = 0; member < 3; member++) expect(await run('imagine', options)).toContain('no longer offers this');
    const sent = orders(stage);
    const refused = await run('imagine', options);
    expect(refused).toMatch(/does not offer “Zen[^”]*” at the moment.*choose “Realism/);
    expect(refused.match(/Zen/g)).toHaveLength(1);
    expect(orders(stage)).toBe(sent);
    expect(names()).toContain('imagine');
    expect(await run('imagine', { prompt: 'a fox', resolution: '1k' })).toContain('v1:again:');

    await at.restart();
    expect(await run('imagine', options)).toContain('at the moment');
    // a day later one order is sent, and refused
    stage.clock.advance(25 * 60 * MINUTE_MS);
    const trials = await Promise.all([ask('imagine', options), ask('imagine', options), ask('imagine', options)]);
    await eventually(() => trials.every((handle) => /v1:retry:|at the moment/.test(textOf(handle.message()))));
    expect(orders(stage)).toBe(sent + 2);
    expect(trials.filter((handle) => textOf(handle.message()).includes('at the moment'))).toHaveLength(2);

    back();
    expect(await run('imagine', options)).toContain('at the moment');
    stage.clock.advance(25 * 60 * MINUTE_MS);
    expect(await run('imagine', options)).toContain('v1:again:');
    expect(await run('imagine', options)).toContain('v1:again:');
    expect(lines(50, 'switched off')).toHaveLength(1);
    expect(lines(30, 'switched on again')).toHaveLength(1);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ spent: 3, unbalanced: [] });
  });
});
