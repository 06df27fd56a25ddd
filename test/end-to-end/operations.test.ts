import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../src/commands/index.ts';
import { type Bench, createScene, openBench, textOf } from './bench.ts';
import { type Given, pictureFile } from './pictures.ts';

let bench: Bench;
let scene: ReturnType<typeof createScene>;
let photo: Awaited<ReturnType<typeof pictureFile>>;
beforeAll(async () => {
  bench = await openBench({
    freepik: { taskMs: 150 },
    apiframe: { taskMs: 150 },
    env: { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50' },
  });
  scene = createScene(bench);
  photo = await pictureFile(640, 480);
});
afterAll(() => bench.close());

async function run(name: string, options: Readonly<Record<string, Given>>) {
  const handle = await bench.discord.runCommand({ ...scene, name, options });
  await handle.acknowledged;
  await bench.discord.until(() => /full.size|finished|given back/i.test(textOf(handle.message())) || undefined, 30_000);
  return handle.message();
}

const image = () => ({ image: { file: photo } });
/** Every way to each endpoint. */
const orders: readonly (readonly [string, () => Readonly<Record<string, Given>>])[] = [
  ['imagine', () => ({ prompt: 'a fox', resolution: '1k' })],
  ['reimagine', () => ({ ...image(), prompt: 'in snow', imagination: 'vivid', aspect: 'square_1_1' })],
  ['edit', () => ({ prompt: 'a cat on the moon' })],
  ['edit', () => ({ prompt: 'add a hat', ...image(), image2: { file: photo } })],
  ['flux', () => ({ prompt: 'a fox', model: 'flux-dev', steps: 20, guidance: 3.5, width: 512, height: 512 })],
  [
    'flux',
    () => ({ prompt: 'a fox', model: 'flux-pro-1.1-ultra', ...image(), image_strength: 0.4, aspect: '4:3', raw: true }),
  ],
  ['expand', () => ({ ...image(), left: 64, prompt: 'a meadow' })],
  ['expand', () => ({ ...image(), shape: '16:9' })],
  ['relight', () => ({ ...image(), light_reference: { file: photo }, strength: 60, whites: 55, engine: 'balanced' })],
  ['upscale', () => ({ ...image(), sharpen: 40 })],
  ['upscale', () => ({ ...image(), mode: 'precision_v2', scale: 2, flavor: 'photo' })],
  ['upscale', () => ({ ...image(), mode: 'creative', scale: 4, creativity: 3, prompt: 'a photo' })],
  ['rmbg', image],
  ['rmbg', () => ({ ...image(), background: '#ff8800' })],
  ['rmbg', () => ({ ...image(), background: 'blur' })],
  ['style', () => ({ ...image(), reference: { file: photo }, strength: 80, portrait: true, portrait_style: 'pop' })],
];

describe('each command makes a picture, in the message that it began with', () => {
  test.each(orders)('/%s', async (name, options) => {
    const message = await run(name, options());
    expect(textOf(message)).not.toMatch(/given back/i);
    expect(message?.attachments).toHaveLength(1);
    expect(textOf(message)).toContain(bench.files?.linkHost);
  });
});

test('every operation was ordered here', () => {
  expect(new Set(orders.map(([name]) => name))).toEqual(new Set(operations.map(({ name }) => name)));
});

test('commands of a provider without a key are not registered, nor those that are switched off', async () => {
  const namesOf = ({ discord }: Bench) => discord.commands().map((command) => command['name']);
  const offered = operations.map(({ name }) => name);
  expect(namesOf(bench)).toEqual(expect.arrayContaining(offered));
  const poor = await openBench({ env: { APIFRAME_API_KEY: '', DISABLED_OPERATIONS: 'edit' } });
  const rest = offered.filter((name) => name !== 'flux' && name !== 'edit');
  expect(namesOf(poor).filter((name) => offered.includes(String(name)))).toEqual(rest);
  await poor.close();
});
