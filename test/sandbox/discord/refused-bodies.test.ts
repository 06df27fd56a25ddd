import { Routes } from 'discord.js';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { onlyWhere } from '../../support/only-where.ts';
import { openDocument, type Sent } from '../../views/discord-contract.ts';
import { refusedSamples, type Sample, takenSamples } from './bodies.ts';
import { type Bench, createScene, startBench } from './bot.ts';

const document = await openDocument();

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
  return request('POST', callback, { type: TYPES[kind], data: body });
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
const TYPES = { form: 9, message: 4, suggestions: 8 } as const;

function requestOf({ kind, body }: Sample): Sent {
  if (kind === 'command') return { method: 'PUT', path: APPLICATION, body: [body] };
  if (kind === 'commands') return { method: 'PUT', path: APPLICATION, body };
  return { method: 'POST', path: CALLBACK, body: { type: TYPES[kind], data: body } };
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

const withDocument = onlyWhere(document !== undefined, '../shared/discord-openapi');

describe('Discord’s own document', withDocument, () => {
  const complaints = (sent: Sent) => document?.(sent) ?? [];

  test('refuses and takes the same', () => {
    const taken = refusedSamples.filter((sample) => complaints(requestOf(sample)).length === 0);
    expect(taken.map(({ what }) => what)).toEqual([]);
    const refused = takenSamples.map((sample) => ({ what: sample.what, errors: complaints(requestOf(sample)) }));
    expect(refused.filter(({ errors }) => errors.length > 0)).toEqual([]);
  });

  test('judges whatever is changed in a body as the local Discord does', async () => {
    const anySample = fc.constantFrom(...takenSamples);
    await fc.assert(
      fc.asyncProperty(anySample, fc.nat(), anyChange, async (sample, at, change) => {
        const body = changed(sample.body, at, change);
        const theirs = complaints(requestOf({ ...sample, body }));
        // a message of nothing has a code of its own
        const isEmpty = theirs.some((complaint) => complaint.includes('an empty message'));
        await register(IMAGINE);
        const ours = await send({ ...sample, body });
        // Discord leaves aside what it does not know: ours does, too, and notes it
        const isIgnored = ours === 'done' && theirs.every((complaint) => complaint.includes('is not in the schema'));
        if (theirs.length > 0 && isIgnored) expect(bench.discord.exchanges.at(-1)?.ignored).not.toEqual([]);
        const refused = isEmpty ? expect.stringMatching(/^400 500(35|06)$/) : '400 50035';
        expect({ theirs, ours }).toEqual({ theirs, ours: theirs.length > 0 && !isIgnored ? refused : 'done' });
      }),
      { numRuns: 300 },
    );
  });
});

/** Lengths and numbers around all of Discord's limits. */
const anyChange = fc.oneof(
  fc
    .constantFrom(0, 1, 32, 33, 45, 46, 80, 81, 100, 101, 150, 151, 512, 513, 1024, 1025, 4000, 4001)
    .map((n) => 'x'.repeat(n)),
  fc.integer({ min: -1, max: 42 }),
  fc.constantFrom(null, true, false, undefined),
);

/** The body with another value in one of its places, or without it. */
function changed(body: object, at: number, value: unknown): object {
  const copy: object = structuredClone(body);
  const places: (readonly [object, string])[] = [];
  const walk = (part: object): void => {
    for (const [key, inner] of Object.entries(part)) {
      places.push([part, key]);
      if (typeof inner === 'object' && inner !== null) walk(inner);
    }
  };
  walk(copy);
  const place = places[at % Math.max(1, places.length)];
  if (place && value === undefined && !Array.isArray(place[0])) Reflect.deleteProperty(...place);
  else if (place) Reflect.set(...place, value ?? null);
  return copy;
}
