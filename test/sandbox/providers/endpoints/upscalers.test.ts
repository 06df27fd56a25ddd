import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../../sandbox/movable-clock.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../../sandbox/providers/local-freepik.ts';
import { base64, createEndpointClient } from '../endpoint-client.ts';
import { startPictureServer } from '../picture-server.ts';
import { distance, plainPicture, samplePicture, sizeOf } from '../pixels.ts';

const paths = {
  v1: '/v1/ai/image-upscaler-precision',
  v2: '/v1/ai/image-upscaler-precision-v2',
  creative: '/v1/ai/image-upscaler',
} as const;

let clock: MovableClock;
let freepik: LocalFreepik;
let sample: Buffer;
let image: string;

beforeEach(async () => {
  clock = createMovableClock();
  freepik = await startLocalFreepik({ clock, taskMs: 60_000 });
  sample = await samplePicture(200, 160);
  image = base64(sample);
});
afterEach(() => freepik.close());

const clientOf = (name: keyof typeof paths) => createEndpointClient(freepik, clock, paths[name]);
const webhook_url = 'http://127.0.0.1:9/hook';

describe.each(['v1', 'v2', 'creative'] as const)('every upscaler: %s', (name) => {
  it.each([
    ['no picture', { image: undefined }, 'body.image'],
    ['a data: prefix', { image: 'data:image/png;base64,AAAA' }, 'body.image'],
    ['text where a choice belongs', { filter_nsfw: 'no' }, 'body.filter_nsfw'],
    ['a webhook that is no address', { webhook_url: 'hook' }, 'body.webhook_url'],
  ])('refuses %s by its name', (_, change, field) => clientOf(name).expectRefused({ image, ...change }, field));

  it('refuses a picture of less than 160 px', async () => {
    await clientOf(name).expectRefused({ image: base64(await plainPicture('#888', 200, 159)) }, 'body.image');
  });

  it('has tasks of its own', async () => {
    const { task_id: id } = await clientOf(name).finish({ image });
    for (const other of ['v1', 'v2', 'creative'] as const) {
      const { headers } = clientOf(other);
      const { status } = await fetch(`${freepik.url}${paths[other]}/${String(id)}`, { headers });
      expect(status).toBe(other === name ? 200 : 404);
    }
  });
});

describe('precision V1', () => {
  it('doubles a picture, and is sharper the more is asked', async () => {
    const client = clientOf('v1');
    const plain = await client.picture({ image, sharpen: 0, smart_grain: 0, ultra_detail: 0 });
    const full = { image, webhook_url, sharpen: 100, smart_grain: 100, ultra_detail: 100, filter_nsfw: true };
    const sharp = await client.picture(full);
    expect([await sizeOf(plain), await sizeOf(sharp)]).toEqual(['400x320 png', '400x320 png']);
    expect(await distance(sample, plain)).toBeLessThan(3);
    expect(await distance(plain, sharp)).toBeGreaterThan(0.5);
    expect(freepik.complaints).toEqual([]);
  });

  it.each([
    ['a link', { image: 'https://example.com/a.png' }, 'body.image'],
    ['sharpen over 100', { sharpen: 101 }, 'body.sharpen'],
    ['smart_grain under 0', { smart_grain: -1 }, 'body.smart_grain'],
    ['half an ultra_detail', { ultra_detail: 0.5 }, 'body.ultra_detail'],
  ])('refuses %s', (_, change, field) => clientOf('v1').expectRefused({ image, ...change }, field));
});

describe('precision V2', () => {
  it.each([
    [2, '400x320 png'],
    ['3', '600x480 png'],
    [16, '3200x2560 png'],
  ])('enlarges by %j', async (factor, size) => {
    expect(await sizeOf(await clientOf('v2').picture({ image, scale_factor: factor }))).toBe(size);
  });

  it('takes a link and every field', async () => {
    const server = await startPictureServer({ '/a.png': sample });
    const bytes = await clientOf('v2').picture({
      image: `${server.url}/a.png`,
      webhook_url,
      scale_factor: 2,
      sharpen: 10,
      smart_grain: 0,
      ultra_detail: 50,
      flavor: 'photo_denoiser',
      filter_nsfw: false,
    });
    await server.close();
    expect(await sizeOf(bytes)).toBe('400x320 png');
    expect(freepik.complaints).toEqual([]);
  });

  it.each([
    ['a factor of 1', { scale_factor: 1 }, 'body.scale_factor'],
    ['a factor of 17', { scale_factor: '17' }, 'body.scale_factor'],
    ['a factor with an x', { scale_factor: '2x' }, 'body.scale_factor'],
    ['an unknown flavour', { flavor: 'faithful' }, 'body.flavor'],
    ['sharpen over 100', { sharpen: 101 }, 'body.sharpen'],
  ])('refuses %s', (_, change, field) => clientOf('v2').expectRefused({ image, ...change }, field));

  it('refuses what would have more than 10060 px a side', async () => {
    const wide = base64(await plainPicture('#888', 630, 300));
    await clientOf('v2').expectRefused({ image: wide, scale_factor: 16 }, 'body.scale_factor');
  });
});

describe('creative', () => {
  it('enlarges as far as asked, and doubles when nothing is', async () => {
    const client = clientOf('creative');
    expect(await sizeOf(await client.picture({ image }))).toBe('400x320 png');
    expect(await sizeOf(await client.picture({ image, scale_factor: '8x' }))).toBe('1600x1280 png');
  });

  it('goes its own way with creativity', async () => {
    const client = clientOf('creative');
    const faithful = await client.picture({ image, creativity: -10, resemblance: 10, hdr: -10 });
    const free = await client.picture({
      image,
      webhook_url,
      scale_factor: '2x',
      optimized_for: '3d_renders',
      prompt: 'a red sun',
      creativity: 10,
      hdr: 10,
      resemblance: -10,
      fractality: 10,
      engine: 'magnific_sparkle',
      filter_nsfw: false,
    });
    expect(await distance(sample, free)).toBeGreaterThan((await distance(sample, faithful)) + 5);
    expect(freepik.complaints).toEqual([]);
  });

  it('takes a link, to a complaint', async () => {
    const server = await startPictureServer({ '/a.png': sample });
    await clientOf('creative').picture({ image: `${server.url}/a.png` });
    await server.close();
    expect(freepik.complaints).toEqual([expect.stringContaining('image is a link')]);
  });

  it.each([
    ['a factor without its x', { scale_factor: 2 }, 'body.scale_factor'],
    ['a factor of 3', { scale_factor: '3x' }, 'body.scale_factor'],
    ['creativity over 10', { creativity: 11 }, 'body.creativity'],
    ['hdr under -10', { hdr: -11 }, 'body.hdr'],
    ['half a resemblance', { resemblance: 0.5 }, 'body.resemblance'],
    ['fractality as text', { fractality: '1' }, 'body.fractality'],
    ['an unknown purpose', { optimized_for: 'cats' }, 'body.optimized_for'],
    ['an unknown engine', { engine: 'balanced' }, 'body.engine'],
  ])('refuses %s', (_, change, field) => clientOf('creative').expectRefused({ image, ...change }, field));

  it('refuses what would have more than 25.3 million pixels', async () => {
    const large = base64(await plainPicture('#888', 400, 400));
    await clientOf('creative').expectRefused({ image: large, scale_factor: '16x' }, 'body.scale_factor');
  });
});
