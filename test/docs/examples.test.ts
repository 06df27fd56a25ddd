import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { allEndpoints, freepikEndpoints } from '../../docs/reference/endpoints/registry.ts';
import { onlyWhere } from '../support/only-where.ts';
import {
  bytesOf,
  type ExamplesStage,
  nameless,
  openExamplesStage,
  programs,
  sizeOf,
  USER_AGENT,
} from './examples-stage.ts';
import { hasShell } from './run-program.ts';

/** Endpoints whose programs make no picture, and are run below. */
const others = ['upload', 'delete', 'loras', 'fetch', 'fetch-many', 'account', 'job', 'apiframe-upload', 'me'];
const pictured = [
  ...allEndpoints.map(({ example }) => example.name).filter((name) => !others.includes(name)),
  'store-a-result',
];

/** What examples leave behind: pictures made of one of 320 x 256, in the small sizes of the local provider. */
const sizes: Readonly<Record<string, string>> = {
  mystic: '512x288',
  'reimagine-flux': '384x384',
  'gemini-flash': '384x307',
  'image-expand': '576x320',
  'remove-background': '320x256',
  'style-transfer': '320x256',
  relight: '320x256',
  'upscaler-precision': '640x512',
  'upscaler-precision-v2': '960x768',
  'upscaler-creative': '640x512',
  'flux-imagine': '384x288',
  'flux-generate': '384x288',
  'store-a-result': '512x512',
};

let stage: ExamplesStage;

beforeAll(async () => {
  const taskMs = 500;
  stage = await openExamplesStage({ freepik: { taskMs }, apiframe: { taskMs } });
});
afterAll(() => stage.close());

/** Tasks that are done, as examples ask for some. */
async function fluxTasks(): Promise<[string, string]> {
  const ids: string[] = [];
  const headers = {
    authorization: stage.apiframe.apiKey,
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
  };
  const ask = (path: string, body: object) =>
    fetch(`${stage.apiframe.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }).then((answer) =>
      answer.json(),
    );
  for (const prompt of ['a fox', 'a crane']) {
    const submitted = await ask('/flux-imagine', { model: 'flux-schnell', prompt });
    ids.push(z.object({ task_id: z.string() }).parse(submitted).task_id);
  }
  for (const id of ids)
    await expect.poll(() => ask('/fetch', { task_id: id }), { timeout: 10_000 }).toHaveProperty('image_url');
  return [ids[0] ?? '', ids[1] ?? ''];
}

const uploadedId = () => [...stage.files.files.keys()].at(-1) ?? '';

const kinds = [
  ['curl', 'sh'],
  ['TypeScript', 'ts'],
] as const;

const isShellHere = hasShell();
if (!isShellHere) process.stderr.write('bash or curl (7.76 or newer) is not here: the curl examples are not run.\n');

test('every program of the page is run here or in its own test', () => {
  const names = [...pictured, ...others].flatMap((name) => [`${name}.sh`, `${name}.ts`]);
  expect(Object.keys(programs).sort()).toEqual([...names, 'webhook.ts'].sort());
});

describe.for([kinds[0]])('%s', onlyWhere(isShellHere, 'bash and curl 7.76'), (kind) => examplesIn(kind));
describe.for([kinds[1]])('%s', (kind) => examplesIn(kind));

function examplesIn([, ending]: (typeof kinds)[number]): void {
  test.concurrent.for(pictured)('%s ends with its picture', { timeout: 60_000 }, async (name) => {
    const result = await stage.run(`${name}.${ending}`);
    const bytes = await bytesOf(result);
    expect(await sizeOf(bytes)).toEqual(sizes[name] ?? expect.stringMatching(/^\d+x\d+$/));
    expect(bytes.equals(stage.photo)).toBe(false);
    if (name !== 'store-a-result') return;
    const link = result.output.trim().split('\n').at(-1) ?? '';
    expect(new URL(link).host).toBe(stage.files.linkHost);
    expect(Buffer.from(await (await fetch(link)).arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('an upload comes back as it was, and can be deleted', async () => {
    const uploaded = await stage.run(`upload.${ending}`);
    const id = uploadedId();
    expect(uploaded.output).toContain(id);
    expect((await bytesOf(uploaded)).equals(stage.photo)).toBe(true);
    await stage.run(`delete.${ending}`, { FILE_ID: id });
    expect(stage.files.files.has(id)).toBe(false);
  });

  test('looks and characters are listed', async () => {
    expect((await stage.run(`loras.${ending}`)).output).toMatch(/vintage-japanese[\s\S]*maple/);
  });

  test('finished tasks of APIFRAME are fetched, and its credits told', async () => {
    const [TASK_ID, OTHER_TASK_ID] = await fluxTasks();
    const one = await stage.run(`fetch.${ending}`, { TASK_ID });
    const many = await stage.run(`fetch-many.${ending}`, { TASK_ID, OTHER_TASK_ID });
    const [first, second] = [await bytesOf(many, 'result-1.png'), await bytesOf(many, 'result-2.png')];
    expect((await bytesOf(one)).equals(first)).toBe(true);
    expect(first.equals(second)).toBe(false);
    expect([await sizeOf(first), await sizeOf(second)]).toEqual(['384x288', '384x288']);
    expect((await stage.run(`account.${ending}`)).output).toContain(String(1000 - stage.apiframe.billed));
  });

  test('the second API of APIFRAME keeps a picture, knows an order again, and tells its credits', async () => {
    const ORDER = `order-of-${ending}`;
    const billed = () => stage.apiframeV2.billed;
    const first = await stage.run(`flux-generate.${ending}`, { ORDER });
    const once = billed();
    const second = await stage.run(`flux-generate.${ending}`, { ORDER });
    expect(billed()).toBe(once);
    const JOB_ID = /Job (\S+)/.exec(second.output)?.[1] ?? '';
    const same = await bytesOf(await stage.run(`job.${ending}`, { JOB_ID }));
    for (const run of [first, second]) expect((await bytesOf(run)).equals(same)).toBe(true);
    expect((await stage.run(`apiframe-upload.${ending}`)).output).toContain('/files/');
    expect((await stage.run(`me.${ending}`)).output).toContain(String(1000 - billed()));
  });
}

test('no example did anything that the real services would let pass to its harm, or paid twice', () => {
  expect([
    ...stage.freepik.complaints,
    ...stage.apiframe.complaints,
    ...stage.apiframeV2.complaints,
    ...stage.files.complaints,
  ]).toEqual([]);
  expect(nameless(stage)).toEqual([]);
  // what is stored was made first
  expect(stage.freepik.billed).toBe((freepikEndpoints.length + 1) * (isShellHere ? 2 : 1));
  expect(stage.freepik.tasks.some(({ polls }) => polls > 1)).toBe(true);
});
