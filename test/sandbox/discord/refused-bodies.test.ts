import { Routes } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refusedSamples, type Sample, takenSamples } from './bodies.ts';
import { type Bench, createScene, loadContract, startBench } from './bot.ts';

const contract = await loadContract();

let bench: Bench;
let scene: ReturnType<typeof createScene>;
beforeAll(async () => {
  bench = await startBench({ limits: { global: 'off' } });
  scene = createScene(bench);
});
afterAll(() => bench.stop());

/** Without a client that would hold requests back: the local Discord's answer. */
async function request(method: string, path: string, body: unknown): Promise<string> {
  const headers = { authorization: `Bot ${bench.discord.token}`, 'content-type': 'application/json' };
  const url = `${bench.discord.apiUrl}/v10${path}`;
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  return response.ok ? 'done' : `${response.status} ${/"code":(\d+)/.exec(text)?.[1]}`;
}

const register = (body: unknown) => request('PUT', Routes.applicationCommands(bench.discord.applicationId), body);

async function send({ kind, body }: Sample): Promise<string> {
  if (kind === 'command') return register([body]);
  if (kind === 'commands') return register(body);
  const callback = kind === 'suggestions' ? await askForLooks() : await runCommand();
  return request('POST', callback, { type: { form: 9, message: 4, suggestions: 8 }[kind], data: body });
}

async function runCommand(): Promise<string> {
  const { id, token } = await bench.discord.runCommand({ ...scene, name: 'imagine' });
  return Routes.interactionCallback(id, token);
}

function askForLooks(): Promise<string> {
  return new Promise((resolve, reject) => {
    const stop = bench.discord.on('interaction', ({ id, token }) => {
      stop();
      resolve(Routes.interactionCallback(String(id), String(token)));
    });
    bench.discord.autocomplete({ ...scene, name: 'imagine', options: { look: 'a' }, focused: 'look' }).catch(reject);
  });
}

const APPLICATION = '/api/v10/applications/1100000000000000001/commands';
const CALLBACK = '/api/v10/interactions/1100000000000000002/token/callback';

function complaints({ kind, body }: Sample): readonly unknown[] {
  const type = { form: 9, message: 4, suggestions: 8 };
  const sent =
    kind === 'command' || kind === 'commands'
      ? { method: 'PUT', path: APPLICATION, body: kind === 'command' ? [body] : body }
      : { method: 'POST', path: CALLBACK, body: { type: type[kind], data: body } };
  const isHint = (error: unknown) => JSON.stringify(error).includes('"hint"');
  return contract?.validateRequest(sent).errors.filter((error) => !isHint(error)) ?? [];
}

const named = (samples: readonly Sample[]) =>
  samples.map((sample) => [`${sample.kind}: ${sample.what}`, sample] as const);

describe('the local Discord', () => {
  beforeEach(() => register(IMAGINE));

  test.each(named(refusedSamples))('refuses %s', async (_what, sample) => {
    expect(await send(sample)).toBe('400 50035');
  });

  test.each(named(takenSamples))('takes %s', async (_what, sample) => {
    expect(await send(sample)).toBe('done');
    expect(bench.discord.exchanges.at(-1)?.ignored).toEqual([]);
  });
});

const IMAGINE = [
  {
    name: 'imagine',
    description: 'Makes a picture',
    options: [
      { type: 3, name: 'prompt', description: 'What to see' },
      { type: 3, name: 'look', description: 'Style', autocomplete: true },
    ],
  },
];

const skipped = contract ? '' : ' (skipped: ../shared/discord-openapi is not here)';

test.skipIf(!contract)(`Discord's own document refuses and takes the same${skipped}`, () => {
  expect(refusedSamples.filter((sample) => complaints(sample).length === 0).map(({ what }) => what)).toEqual([]);
  const refused = takenSamples.map((sample) => ({ what: sample.what, errors: complaints(sample) }));
  expect(refused.filter(({ errors }) => errors.length > 0)).toEqual([]);
});
