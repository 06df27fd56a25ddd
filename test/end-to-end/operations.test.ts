import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchOperations } from '../../src/commands/batch.ts';
import { operations } from '../../src/commands/index.ts';
import type { Operation, OperationOption } from '../../src/core/operation.ts';
import { nothingKnown } from '../commands/trial.ts';
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
  photo = await pictureFile(320, 256);
});
afterAll(() => bench.close());

async function run(name: string, options: Readonly<Record<string, Given>>) {
  const handle = await bench.discord.runCommand({ ...scene, name, options });
  await handle.acknowledged;
  await bench.discord.until(() => /full.size|finished|given back/i.test(textOf(handle.message())) || undefined, 30_000);
  return handle.message();
}

const image = () => ({ image: { file: photo } });
type Order = readonly [string, () => Readonly<Record<string, Given>>];

/** The least that an operation takes, for those that have no line below. */
const leastOf = (operation: Operation): Order => [
  operation.name,
  () => {
    const { options, main } = operation;
    const needed = main?.isNeeded ? main.options.slice(0, 1) : [];
    const given = options.filter((option) => option.required || needed.includes(option.name));
    const [choice] = batchOperations([operation], nothingKnown);
    return Object.fromEntries([
      ...given.map((option) => [option.name, anyOf(option)] as const),
      ...options.flatMap(({ name }) => {
        const value = choice?.input[name];
        return typeof value === 'string' ? [[name, value] as const] : [];
      }),
    ]);
  },
];

function anyOf({ kind, choices, minimum }: OperationOption): Given {
  if (choices?.[0]) return choices[0].value;
  if (kind === 'picture') return { file: photo };
  if (kind === 'flag') return true;
  return kind === 'text' ? 'a fox' : (minimum ?? 1);
}

/** Every way to each endpoint. */
const orders: readonly Order[] = [
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
  const others = operations.filter(({ name }) => !orders.some(([known]) => known === name));
  test.each([...orders, ...others.map(leastOf)])('/%s', async (name, options) => {
    const message = await run(name, options());
    expect(textOf(message)).not.toMatch(/given back/i);
    expect(message?.attachments).toHaveLength(1);
    expect(textOf(message)).toContain(bench.files?.linkHost);
  });
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
