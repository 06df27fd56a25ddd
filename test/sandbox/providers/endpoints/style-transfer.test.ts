import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../../sandbox/movable-clock.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../../sandbox/providers/local-freepik.ts';
import { base64, createEndpointClient } from '../endpoint-client.ts';
import { startPictureServer } from '../picture-server.ts';
import { colourOf, distance, plainPicture, samplePicture, sizeOf } from '../pixels.ts';

const PATH = '/v1/ai/image-style-transfer';

let clock: MovableClock;
let freepik: LocalFreepik;
let client: ReturnType<typeof createEndpointClient>;
let sample: Buffer;
let pictures: { readonly image: string; readonly reference_image: string };

beforeEach(async () => {
  clock = createMovableClock();
  freepik = await startLocalFreepik({ clock, taskMs: 60_000 });
  client = createEndpointClient(freepik, clock, PATH);
  sample = await samplePicture();
  pictures = { image: base64(sample), reference_image: base64(await plainPicture('#40c040')) };
});
afterEach(() => freepik.close());

describe('an answer', () => {
  it('to a submit is unwrapped with task_status, to a poll wrapped with status', async () => {
    const submitted = await (await client.submit(pictures)).json();
    expect(submitted).toEqual({ task_id: freepik.tasks[0]?.id, task_status: 'CREATED', generated: [] });
    clock.advance(60_000);
    const told = await client.look(freepik.tasks[0]?.id ?? '');
    expect(told).toEqual({ task_id: freepik.tasks[0]?.id, status: 'COMPLETED', generated: [expect.any(String)] });
  });

  it('to a submit is wrapped when that is switched on', async () => {
    const other = await startLocalFreepik({ answerShapes: { 'style-transfer': 'wrapped' } });
    const { headers } = createEndpointClient(other, clock, PATH);
    const response = await fetch(`${other.url}${PATH}`, { method: 'POST', headers, body: JSON.stringify(pictures) });
    expect(await response.json()).toMatchObject({ data: { status: 'CREATED' } });
    await other.close();
  });

  it.each([
    ['unknown-status', { task_status: 'WARMING_UP' }],
    ['no-task-id', { task_status: 'CREATED' }],
  ] as const)('is spoiled by %s in its own dialect', async (as, body) => {
    freepik.misbehave({ on: 'submit', as });
    const told = await (await client.submit(pictures)).json();
    expect(told).toMatchObject(body);
    expect('task_id' in Object(told)).toBe(as !== 'no-task-id');
    expect('status' in Object(told)).toBe(false);
  });
});

describe('a result', () => {
  it('takes the colours of the reference, as far as its strength says', async () => {
    const [before] = await colourOf(sample);
    const full = await client.picture(pictures);
    expect(await sizeOf(full)).toBe('320x240 png');
    const [red, green] = await colourOf(full);
    expect(green).toBeGreaterThan(red + 60);
    const none = await client.picture({ ...pictures, style_strength: 0, structure_strength: 100 });
    expect(Math.abs((await colourOf(none))[0] - before)).toBeLessThan(6);
    expect(await distance(full, none)).toBeGreaterThan(20);
  });

  it('is made of links and with every field', async () => {
    const server = await startPictureServer({ '/a.png': sample, '/b.png': await plainPicture('#c0c040') });
    const bytes = await client.picture({
      image: `${server.url}/a.png`,
      reference_image: `${server.url}/b.png`,
      webhook_url: 'http://127.0.0.1:9/hook',
      prompt: 'a poster',
      style_strength: 80,
      structure_strength: 20,
      is_portrait: true,
      portrait_style: 'super_pop',
      portrait_beautifier: 'beautify_face_max',
      flavor: 'psychedelia',
      engine: 'colorful_anime',
      fixed_generation: true,
    });
    await server.close();
    expect(await distance(bytes, sample)).toBeGreaterThan(20);
    expect(freepik.complaints).toEqual([]);
    expect(freepik.tasks[0]?.body).toMatchObject({ image: { width: 320, height: 240, url: `${server.url}/a.png` } });
  });
});

describe('a request', () => {
  it.each([
    ['no reference', { reference_image: undefined }, 'body.reference_image'],
    ['no picture', { image: undefined }, 'body.image'],
    ['a strength over 100', { style_strength: 101 }, 'body.style_strength'],
    ['a strength under 0', { structure_strength: -1 }, 'body.structure_strength'],
    ['an unknown flavour', { flavor: 'sublime' }, 'body.flavor'],
    ['an engine of another endpoint', { engine: 'magnific_sharpy' }, 'body.engine'],
    ['an unknown portrait style', { is_portrait: true, portrait_style: 'jazz' }, 'body.portrait_style'],
    ['text where a choice belongs', { fixed_generation: 'true' }, 'body.fixed_generation'],
  ])('with %s is refused by its name', (_, change, field) => client.expectRefused({ ...pictures, ...change }, field));

  it.each([
    ["the field of the provider's own sample", { portrait_ratio: 1 }, 'body.portrait_ratio: Extra inputs are ignored'],
    ['portrait_style without is_portrait', { portrait_style: 'pop' }, 'portrait_style is ignored without is_portrait'],
    [
      'portrait_beautifier without is_portrait',
      { is_portrait: false, portrait_beautifier: 'beautify_face' },
      'portrait_beautifier is ignored without is_portrait',
    ],
  ])('with %s passes, to a complaint', async (_, change, complaint) => {
    expect((await client.submit({ ...pictures, ...change })).status).toBe(200);
    expect(freepik.complaints).toEqual([`style-transfer: ${complaint}`]);
  });

  it.each([
    ['less than 160 px', 159, 200],
    ['more than 3:1', 601, 200],
    ['less than 1:3', 200, 601],
  ])('with a reference of %s is refused', async (_, width, height) => {
    const reference = base64(await plainPicture('#40c040', width, height));
    await client.expectRefused({ ...pictures, reference_image: reference }, 'body.reference_image');
  });
});
