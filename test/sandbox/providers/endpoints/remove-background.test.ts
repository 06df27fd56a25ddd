import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMovableClock, type MovableClock } from '../../../../sandbox/movable-clock.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../../sandbox/providers/local-freepik.ts';
import { createClient } from '../client.ts';
import { download } from '../endpoint-client.ts';
import { startPictureServer } from '../picture-server.ts';
import { plainPicture, sizeOf } from '../pixels.ts';

const PATH = '/v1/ai/beta/remove-background';
const answer = z.strictObject({
  original: z.string(),
  high_resolution: z.string(),
  preview: z.string(),
  url: z.string(),
});

let clock: MovableClock;
let freepik: LocalFreepik;
let server: Awaited<ReturnType<typeof startPictureServer>>;

beforeEach(async () => {
  clock = createMovableClock();
  freepik = await startLocalFreepik({ clock, taskMs: 0 });
  const subject = await plainPicture('#d03020', 400, 200);
  const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#30a050' } })
    .composite([{ input: subject, left: 200, top: 200 }])
    .jpeg()
    .toBuffer();
  const webp = await sharp(photo).webp().toBuffer();
  server = await startPictureServer({ '/photo.jpg': photo, '/photo.webp': webp, '/text': Buffer.from('text') });
});
afterEach(async () => {
  await freepik.close();
  await server.close();
});

function submit(fields: Readonly<Record<string, string>>) {
  const { 'content-type': _, ...headers } = createClient(freepik).headers;
  return fetch(`${freepik.url}${PATH}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
}

const removed = async () => answer.parse(await (await submit({ image_url: `${server.url}/photo.jpg` })).json());

describe('an answer', () => {
  it('is links to the API itself, without any wrapper', async () => {
    const links = await removed();
    for (const link of Object.values(links)) {
      expect(link).toContain(`${freepik.url}/v1/ai/beta/images/download/`);
    }
    expect(new URL(links.url).host).toBe(freepik.apiHost);
    expect(server.asked).toEqual(['/photo.jpg']);
  });

  it('leads to the subject cut out, whole and in small', async () => {
    const links = await removed();
    const bytes = await download(links.url);
    expect((await fetch(links.url, { method: 'HEAD' })).headers.get('content-length')).toBe(String(bytes.length));
    expect(await sizeOf(bytes)).toBe('800x600 png');
    const alphaAt = async (left: number, top: number) => {
      const [, , , alpha] = await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
      return alpha;
    };
    expect([await alphaAt(5, 5), await alphaAt(400, 300), await alphaAt(700, 500)]).toEqual([0, 255, 0]);
    const { width, height } = await sharp(await download(links.preview)).metadata();
    expect(width * height).toBeLessThanOrEqual(250_000);
    expect(await sizeOf(await download(links.original))).toBe('800x600 jpeg');
  });

  it('is dead after five minutes', async () => {
    const { url } = await removed();
    clock.advance(299_000);
    expect((await fetch(url)).status).toBe(200);
    clock.advance(2000);
    expect((await fetch(url)).status).toBe(403);
  });

  it('needs no key to be followed, and a key is complained about', async () => {
    const { url } = await removed();
    await fetch(url, { headers: { 'x-freepik-api-key': freepik.apiKey } });
    expect(freepik.complaints).toEqual(['the result host was sent a credential: x-freepik-api-key']);
  });

  it.each([
    ['fail', 400, { message: 'The image could not be processed' }],
    ['refuse', 400, { message: expect.stringContaining('content policy') }],
    ['stuck', 200, {}],
    ['no-task-id', 200, {}],
    ['unknown-status', 200, { original: expect.any(String) }],
    ['503', 503, { message: 'Service Unavailable. Please try again later.' }],
  ] as const)('can be told to %s', async (as, status, body) => {
    freepik.misbehave({ on: 'submit', as });
    const response = await submit({ image_url: `${server.url}/photo.jpg` });
    expect([response.status, await response.json()]).toEqual([status, body]);
  });

  it('can lead to half a picture', async () => {
    const { url } = await removed();
    freepik.misbehave({ on: 'download', as: 'truncated-picture' });
    await expect(
      sharp(await download(url), { failOn: 'truncated' })
        .raw()
        .toBuffer(),
    ).rejects.toThrow();
  });
});

describe('a request', () => {
  async function expectRefused(fields: Readonly<Record<string, string>>, field: string, reason: string) {
    const response = await submit(fields);
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: 'Validation error', invalid_params: [{ field, reason: expect.stringContaining(reason) }] },
    ]);
    expect(freepik.billed).toBe(0);
  }

  it.each([
    ['/missing', 'Failed to download the image'],
    ['/text', 'readable picture'],
    ['/photo.webp', 'JPG or a PNG'],
  ])('for %s is refused', (path, reason) =>
    expectRefused({ image_url: `${server.url}${path}` }, 'body.image_url', reason),
  );

  it('for an address off this machine is refused', () =>
    expectRefused({ image_url: 'https://example.com/a.png' }, 'body.image_url', 'Failed to download'));

  it('with base64 is refused', () => expectRefused({ image_url: 'AAAA' }, 'body.image_url', 'valid URL'));

  it('as JSON is refused', async () => {
    const { headers } = createClient(freepik);
    const body = JSON.stringify({ image_url: `${server.url}/photo.jpg` });
    const response = await fetch(`${freepik.url}${PATH}`, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('x-www-form-urlencoded');
  });
});
