import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../../sandbox/movable-clock.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../../sandbox/providers/local-freepik.ts';
import { base64, createEndpointClient } from '../endpoint-client.ts';
import { colourOf, distance, plainPicture, samplePicture, sizeOf } from '../pixels.ts';

let clock: MovableClock;
let freepik: LocalFreepik;
let client: ReturnType<typeof createEndpointClient>;
let image: string;

beforeEach(async () => {
  clock = createMovableClock();
  freepik = await startLocalFreepik({ clock, taskMs: 60_000 });
  client = createEndpointClient(freepik, clock, '/v1/ai/image-expand/flux-pro');
  image = base64(await samplePicture(400, 300));
});
afterEach(() => freepik.close());

const margins = { left: 100, right: 20, top: 0, bottom: 60 };

describe('an expanded picture', () => {
  it('has its margins around the picture, which stays as it was', async () => {
    const webhook_url = 'http://127.0.0.1:9/hook';
    const bytes = await client.picture({ image, prompt: 'a lake at night', webhook_url, ...margins });
    expect(await sizeOf(bytes)).toBe('520x360 png');
    const inner = { left: 100, top: 0, width: 400, height: 300 };
    const kept = await colourOf(bytes, inner);
    const before = await colourOf(await samplePicture(400, 300));
    expect(kept).toEqual(before);
    const [red, green, blue] = await colourOf(bytes, { left: 0, top: 0, width: 90, height: 300 });
    expect(red + green + blue).toBeGreaterThan(60);
    expect(freepik.complaints).toEqual([]);
  });

  it('is painted after the prompt', async () => {
    const [sea, city] = [
      await client.picture({ image, prompt: 'the sea', ...margins }),
      await client.picture({ image, prompt: 'a city', ...margins }),
    ];
    expect(await distance(sea, city)).toBeGreaterThan(1);
  });

  it('grows by 512, 512, 256 and 256 where margins are absent, to a complaint', async () => {
    expect(await sizeOf(await client.picture({ image }))).toBe('1424x812 png');
    expect(freepik.complaints).toHaveLength(4);
  });

  it('does not grow where a margin is null', async () => {
    const bytes = await client.picture({ image, left: 10, right: null, top: null, bottom: null });
    expect(await sizeOf(bytes)).toBe('410x300 png');
  });
});

describe('a request', () => {
  it.each([
    ['a margin over 2048', { left: 2049 }, 'body.left'],
    ['a negative margin', { right: -1 }, 'body.right'],
    ['half a pixel', { top: 0.5 }, 'body.top'],
    ['a margin that is text', { bottom: '10' }, 'body.bottom'],
    ['a data: prefix', { image: 'data:image/png;base64,AAAA' }, 'body.image'],
    ['a link', { image: 'https://example.com/a.png' }, 'body.image'],
    ['a webhook that is no address', { webhook_url: 'hook' }, 'body.webhook_url'],
  ])('with %s is refused by its name', (_, change, field) =>
    client.expectRefused({ image, ...margins, ...change }, field),
  );

  it('without a picture is refused', () => client.expectRefused(margins, 'body.image'));

  it('that keeps less than 256 px a side is refused', async () => {
    await client.expectRefused({ image: base64(await samplePicture(400, 255)), ...margins }, 'body.image');
  });

  it('whose result would have more than 20 million pixels is refused', async () => {
    const large = base64(await plainPicture('#204060', 2000, 2000));
    await client.expectRefused({ image: large, left: 2048, right: 2048, top: 2048, bottom: 0 }, 'body.image');
  });

  it('of another content type is refused, and makes nothing', async () => {
    const headers = { ...client.headers, 'content-type': 'text/plain' };
    const response = await client.submit({ image, ...margins }, { headers });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('application/json');
    expect(freepik).toMatchObject({ billed: 0, complaints: [expect.stringContaining('text/plain')] });
  });
});
