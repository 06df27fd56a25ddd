import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../../sandbox/movable-clock.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../../sandbox/providers/local-freepik.ts';
import { base64, createEndpointClient } from '../endpoint-client.ts';
import { startPictureServer } from '../picture-server.ts';
import { distance, plainPicture, samplePicture, sizeOf } from '../pixels.ts';

let clock: MovableClock;
let freepik: LocalFreepik;
let client: ReturnType<typeof createEndpointClient>;

beforeEach(async () => {
  clock = createMovableClock();
  freepik = await startLocalFreepik({ clock, taskMs: 60_000 });
  client = createEndpointClient(freepik, clock, '/v1/ai/gemini-2-5-flash-image-preview');
});
afterEach(() => freepik.close());

describe('a result', () => {
  it('stands beside something that is no link', async () => {
    const { generated } = await client.finish({ prompt: 'a fox' });
    expect(generated.map((entry) => URL.canParse(entry))).toEqual([false, true]);
  });

  it('is a picture of the prompt alone', async () => {
    expect(await sizeOf(await client.picture({ prompt: 'a fox' }))).toBe('384x384 png');
  });

  it('keeps the shape of the first reference, and is made of all of them', async () => {
    const sample = await samplePicture(320, 160);
    const green = await plainPicture('#20c040');
    const server = await startPictureServer({ '/green.png': green });
    const link = `${server.url}/green.png`;
    const webhook_url = 'http://127.0.0.1:9/hook';
    const one = await client.picture({ prompt: 'a fox', reference_images: [base64(sample)] });
    const three = await client.picture({
      prompt: 'a fox',
      reference_images: [base64(sample), link, base64(green)],
      webhook_url,
    });
    await server.close();
    expect(await sizeOf(three)).toBe('384x192 png');
    expect(await distance(one, three)).toBeGreaterThan(5);
    expect(await distance(sample, one)).toBeGreaterThan(5);
    const alone = await client.picture({ prompt: 'a fox' });
    expect(await distance(sample, one)).toBeLessThan(await distance(sample, alone));
    expect(server.asked).toEqual(['/green.png']);
    expect(freepik.complaints).toEqual([]);
  });

  it('fails when a link leads to no picture', async () => {
    const told = await client.finish({ prompt: 'a fox', reference_images: ['https://example.com/reference.jpg'] });
    expect(told).toMatchObject({ status: 'FAILED', error: 'Failed to download the image' });
    expect(freepik.complaints).toEqual(['gemini-2-5-flash: body.reference_images.0 could not be downloaded']);
  });
});

describe('a request', () => {
  it.each([
    ['no prompt', { prompt: undefined }, 'body.prompt'],
    ['four references', { reference_images: ['A', 'B', 'C', 'D'] }, 'body.reference_images'],
    ['a reference that is no picture', { reference_images: ['AAAA'] }, 'body.reference_images.0'],
    ['a data: prefix', { reference_images: ['data:image/png;base64,AAAA'] }, 'body.reference_images.0'],
    ['a link without encryption', { reference_images: ['http://example.com/a.png'] }, 'body.reference_images.0'],
    ['references that are no list', { reference_images: 5 }, 'body.reference_images'],
  ])('with %s is refused by its name', (_, change, field) =>
    client.expectRefused({ prompt: 'a fox', ...change }, field),
  );
});
