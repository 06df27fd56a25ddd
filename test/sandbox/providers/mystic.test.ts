import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { createClient } from './client.ts';

let clock: MovableClock;
let freepik: LocalFreepik;
let client: ReturnType<typeof createClient>;

beforeEach(async () => {
  clock = createMovableClock();
  freepik = await startLocalFreepik({ clock, taskMs: 60_000 });
  client = createClient(freepik);
});
afterEach(() => freepik.close());

const referencePicture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#204080' } })
    .png()
    .toBuffer();

describe('a task', () => {
  it('goes from CREATED over IN_PROGRESS to COMPLETED as the clock moves', async () => {
    const id = await client.start();
    expect(await client.look(id)).toMatchObject({ status: 'CREATED', generated: [] });
    clock.advance(10_000);
    expect(await client.look(id)).toMatchObject({ status: 'IN_PROGRESS', generated: [] });
    clock.advance(50_000);
    expect(await client.look(id)).toMatchObject({ status: 'COMPLETED', has_nsfw: [false] });
    expect(freepik.tasks).toMatchObject([{ id, endpoint: 'mystic', polls: 3, downloads: 0 }]);
    expect(freepik.tasks[0]?.finishedAt).toBe((freepik.tasks[0]?.createdAt ?? 0) + 60_000);
  });

  it('is counted while it is unfinished, and billed for ever', async () => {
    await Promise.all([client.start(), client.start(), client.start()]);
    expect(freepik.inFlight()).toBe(3);
    clock.advance(60_000);
    expect(freepik.inFlight()).toBe(0);
    await client.start();
    expect(freepik).toMatchObject({ billed: 4, peakInFlight: 3 });
  });

  it('stands in a list, newest first, where there are lists, as in the documents', async () => {
    const ask = () => fetch(`${freepik.url}/v1/ai/mystic`, { headers: client.headers });
    expect((await ask()).status).toBe(404);
    await freepik.close();
    freepik = await startLocalFreepik({ clock, taskMs: 60_000, hasLists: true });
    client = createClient(freepik);
    const [third, fourth] = [await client.start(), await client.start()];
    expect(await (await ask()).json()).toMatchObject({ data: [{ task_id: fourth }, { task_id: third }] });
  });

  it('that nobody made is not found', async () => {
    expect((await client.poll('3f2a0d5e-3b1c-4f5e-9a70-3d1f0f6a1b2c')).status).toBe(404);
  });
});

describe('a result', () => {
  async function completed(body?: unknown) {
    const id = await client.start(body);
    clock.advance(60_000);
    const [url = ''] = (await client.look(id)).generated;
    return { id, url };
  }

  it('is a real picture of the aspect that was asked for, from another host', async () => {
    const { url } = await completed({ prompt: 'a fox', aspect_ratio: 'film_horizontal_21_9', resolution: '4k' });
    expect(new URL(url).host).toBe(freepik.resultHost);
    expect(freepik.resultHost).not.toBe(new URL(freepik.url).host);
    const response = await fetch(url);
    const { width, height, format } = await sharp(await response.arrayBuffer()).metadata();
    expect({ width, height, format }).toEqual({ width: 640, height: 274, format: 'png' });
    expect(freepik.tasks[0]?.downloads).toBe(1);
  });

  it('has the sizes of the real service when these are switched on', async () => {
    const real = await startLocalFreepik({ fullSize: true, taskMs: 0 });
    const realClient = createClient(real);
    const id = await realClient.start({ prompt: 'a fox', resolution: '1k', aspect_ratio: 'widescreen_16_9' });
    const [url = ''] = (await realClient.look(id)).generated;
    const { width, height } = await sharp(await (await fetch(url)).arrayBuffer()).metadata();
    await real.close();
    expect({ width, height }).toEqual({ width: 1024, height: 576 });
  });

  it('is refused after its link has expired, and served again by a fresh link of the same task', async () => {
    const { id, url } = await completed();
    clock.advance(3_600_001);
    expect((await fetch(url)).status).toBe(403);
    const [fresh = ''] = (await client.look(id)).generated;
    expect(fresh).not.toBe(url);
    expect((await fetch(fresh)).status).toBe(200);
  });

  it('is refused to a link whose end was moved', async () => {
    const { url } = await completed();
    expect((await fetch(url.replace(/exp=\d+/, 'exp=9999999999'))).status).toBe(403);
  });

  it('is complained about when it is fetched with the key', async () => {
    const { url } = await completed();
    expect((await fetch(url, { headers: client.headers })).status).toBe(200);
    expect(freepik.complaints).toEqual(['the result host was sent a credential: x-freepik-api-key']);
  });

  it('is the same again with fixed_generation, and another without', async () => {
    const bytes = async (body: unknown) => (await fetch((await completed(body)).url)).text();
    const fixed = { prompt: 'a fox', fixed_generation: true };
    expect(await bytes(fixed)).toBe(await bytes(fixed));
    expect(await bytes({ prompt: 'a fox' })).not.toBe(await bytes({ prompt: 'a fox' }));
  });
});

describe('a request', () => {
  it('needs the key under either of its names', async () => {
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(`${freepik.url}/v1/ai/flows`, { headers });
      return [response.status, await response.json()];
    };
    expect(await ask({})).toEqual([401, { message: 'Missing API key' }]);
    expect(await ask({ 'x-freepik-api-key': 'wrong' })).toEqual([401, { message: 'Invalid API key' }]);
    expect(await ask({ 'x-magnific-api-key': freepik.apiKey })).toEqual([404, { message: 'Not found' }]);
  });

  it.each([
    ['a number out of range', { creative_detailing: 101 }, 'body.creative_detailing'],
    ['a fraction where a whole number belongs', { hdr: 1.5 }, 'body.hdr'],
    ['the apostrophe of the documents', { aspect_ratio: "social_post_4_5'" }, 'body.aspect_ratio'],
    ['an aspect that fluid does not know', { model: 'fluid', aspect_ratio: 'horizontal_2_1' }, 'body.aspect_ratio'],
    [
      'a colour in lower case',
      { styling: { colors: [{ color: '#ff8800', weight: 1 }] } },
      'body.styling.colors.0.color',
    ],
    ['a second style', { styling: { styles: [{ name: 'neon-city' }, { name: 'blueprint' }] } }, 'body.styling.styles'],
    ['a style that nobody trained', { styling: { styles: [{ name: 'nope' }] } }, 'body.styling.styles.0.name'],
    ['a character without strength', { styling: { characters: [{ id: '21' }] } }, 'body.styling.characters.0.strength'],
    ['a picture with a data: prefix', { style_reference: 'data:image/png;base64,AAAA' }, 'body.style_reference'],
    ['base64 that is no picture', { structure_reference: 'AAAA' }, 'body.structure_reference'],
    ['a link where base64 belongs', { style_reference: 'https://example.com/a.png' }, 'body.style_reference'],
  ])('with %s is refused by the name of its field', async (_, body, field) => {
    const response = await client.submit(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: 'Validation error', invalid_params: [{ field }] });
    expect(freepik.billed).toBe(0);
  });

  it('with a picture that is cut off is refused', async () => {
    const noise = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 50 },
      },
    })
      .jpeg()
      .toBuffer();
    const cut = noise.subarray(0, Math.floor(noise.length / 6) * 3).toString('base64');
    expect((await client.submit({ structure_reference: cut })).status).toBe(400);
  });

  it('with every field set is accepted without a complaint', async () => {
    const image = (await referencePicture()).toString('base64');
    const response = await client.submit({
      prompt: 'a fox',
      webhook_url: `http://127.0.0.1:9/webhook`,
      structure_reference: image,
      structure_strength: 70,
      style_reference: image,
      adherence: 10,
      hdr: 90,
      resolution: '1k',
      aspect_ratio: 'social_post_4_5',
      model: 'zen',
      creative_detailing: 50,
      engine: 'magnific_sharpy',
      fixed_generation: true,
      filter_nsfw: true,
      styling: { colors: [{ color: '#FF8800', weight: 0.5 }] },
    });
    expect(response.status).toBe(200);
    expect(freepik.complaints).toEqual([]);
    expect(freepik.tasks[0]?.body).toMatchObject({
      style_reference: { bytes: Buffer.from(image, 'base64').length, width: 40, height: 30 },
    });
  });

  it('of another content type makes a random picture, and a complaint', async () => {
    const response = await client.submit(
      { prompt: 'a fox' },
      { headers: { ...client.headers, 'content-type': 'text/plain' } },
    );
    expect(response.status).toBe(200);
    expect(freepik.tasks[0]?.body).toEqual({});
    expect(freepik.complaints).toHaveLength(1);
  });

  it.each([
    ['a style with a model that ignores it', { model: 'fluid', styling: { styles: [{ name: 'neon-city' }] } }],
    [
      'a character with a reference picture',
      { structure_strength: 50, styling: { characters: [{ id: '21', strength: 100 }] } },
    ],
    ['a character of the prompt with a model that ignores it', { prompt: 'my friend @maple', model: 'super_real' }],
    ['adherence without a style reference', { adherence: 20 }],
  ])('with %s is accepted, and complained about', async (_, body) => {
    const reference = 'structure_strength' in body ? (await referencePicture()).toString('base64') : undefined;
    const response = await client.submit({ ...body, structure_reference: reference });
    expect(response.status).toBe(200);
    expect(freepik.complaints).toHaveLength(1);
  });

  it('is logged with the names of its headers and without their values', async () => {
    await client.start();
    expect(freepik.requests).toMatchObject([{ host: 'api', method: 'POST', path: '/v1/ai/mystic', status: 200 }]);
    expect(freepik.requests[0]?.headers).toContain('x-freepik-api-key');
    expect(JSON.stringify(freepik.requests)).not.toContain(freepik.apiKey);
  });
});

describe('the list of LoRAs', () => {
  it.each([
    ['array', { data: [{ default: expect.any(Array) }] }],
    ['object', { data: { default: expect.any(Array) } }],
  ] as const)('comes as an %s', async (lorasShape, shape) => {
    const other = await startLocalFreepik({ lorasShape });
    const headers = { 'x-freepik-api-key': other.apiKey };
    const body = await (await fetch(`${other.url}/v1/ai/loras`, { headers })).json();
    await other.close();
    expect(body).toMatchObject(shape);
    expect(JSON.stringify(body)).toContain('"type":"character"');
  });
});
