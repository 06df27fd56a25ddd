import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../../sandbox/movable-clock.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../../sandbox/providers/local-freepik.ts';
import { base64, createEndpointClient } from '../endpoint-client.ts';
import { colourOf, distance, plainPicture, samplePicture, sizeOf } from '../pixels.ts';

let clock: MovableClock;
let freepik: LocalFreepik;
let client: ReturnType<typeof createEndpointClient>;
let sample: Buffer;
let image: string;

beforeEach(async () => {
  clock = createMovableClock();
  freepik = await startLocalFreepik({ clock, taskMs: 60_000 });
  client = createEndpointClient(freepik, clock, '/v1/ai/image-relight');
  sample = await samplePicture();
  image = base64(sample);
});
afterEach(() => freepik.close());

const brightness = async (bytes: Buffer) => (await colourOf(bytes)).reduce((sum, channel) => sum + channel, 0);

describe('a result', () => {
  it('is lit by what the prompt says', async () => {
    const day = await client.picture({ image, prompt: 'golden hour' });
    const night = await client.picture({ image, prompt: 'a moonlit night' });
    expect(await sizeOf(day)).toBe('320x240 png');
    expect(await brightness(night)).toBeLessThan((await brightness(day)) - 60);
  });

  it('takes the light of a reference, or where a light map has it', async () => {
    const white = base64(await plainPicture('#f8f0e0'));
    const lit = await client.picture({ image, transfer_light_from_reference_image: white });
    expect(await brightness(lit)).toBeGreaterThan((await brightness(sample)) + 60);
    const map = base64(await plainPicture('#101018'));
    const dim = await client.picture({ image, transfer_light_from_lightmap: map });
    expect(await brightness(dim)).toBeLessThan((await brightness(sample)) - 60);
  });

  it('is the original at no strength, and near it when interpolated at little', async () => {
    const none = await client.picture({ image, prompt: 'night', light_transfer_strength: 0 });
    expect(await distance(sample, none)).toBeLessThan(2);
    const little = { image, prompt: 'night', light_transfer_strength: 40 };
    const free = await distance(sample, await client.picture(little));
    const near = await distance(sample, await client.picture({ ...little, interpolate_from_original: true }));
    expect(near).toBeLessThan(free);
  });

  it('is accepted with every field', async () => {
    const bytes = await client.picture({
      image,
      webhook_url: 'http://127.0.0.1:9/hook',
      prompt: 'a (bright room:1.3)',
      transfer_light_from_reference_image: base64(await plainPicture('#f0c080')),
      light_transfer_strength: 80,
      interpolate_from_original: true,
      change_background: false,
      style: 'brighter',
      preserve_details: false,
      advanced_settings: {
        whites: 60,
        blacks: 40,
        brightness: 70,
        contrast: 55,
        saturation: 45,
        engine: 'softy',
        transfer_light_a: 'high_on_faces',
        transfer_light_b: 'strong_shift',
        fixed_generation: true,
      },
    });
    expect(await distance(sample, bytes)).toBeGreaterThan(10);
    expect(freepik.complaints).toEqual([]);
  });

  it('follows brightness and saturation of the advanced settings', async () => {
    const of = (settings: object) => client.picture({ image, light_transfer_strength: 0, advanced_settings: settings });
    expect(await brightness(await of({ brightness: 90 }))).toBeGreaterThan(
      await brightness(await of({ brightness: 10 })),
    );
    expect(await distance(await of({ saturation: 100 }), await of({ saturation: 0 }))).toBeGreaterThan(10);
  });

  it('never comes with strong_mid', async () => {
    const told = await client.finish({ image, advanced_settings: { transfer_light_b: 'strong_mid' } });
    expect(told).toEqual({ task_id: freepik.tasks[0]?.id, status: 'FAILED', generated: [] });
  });
});

describe('a request', () => {
  it.each([
    ['no picture', { image: undefined }, 'body.image'],
    ['a strength over 100', { light_transfer_strength: 101 }, 'body.light_transfer_strength'],
    ['an unknown style', { style: 'dark' }, 'body.style'],
    ['a setting over 100', { advanced_settings: { blacks: 101 } }, 'body.advanced_settings.blacks'],
    ['a setting under 0', { advanced_settings: { contrast: -1 } }, 'body.advanced_settings.contrast'],
    ['half a per cent', { advanced_settings: { saturation: 0.5 } }, 'body.advanced_settings.saturation'],
    ['an unknown engine', { advanced_settings: { engine: 'definio' } }, 'body.advanced_settings.engine'],
    [
      'an unknown light A',
      { advanced_settings: { transfer_light_a: 'faces' } },
      'body.advanced_settings.transfer_light_a',
    ],
    [
      'an unknown light B',
      { advanced_settings: { transfer_light_b: 'mid' } },
      'body.advanced_settings.transfer_light_b',
    ],
  ])('with %s is refused by its name', (_, change, field) => client.expectRefused({ image, ...change }, field));

  it('with a reference and a light map is refused', () =>
    client.expectRefused(
      { image, transfer_light_from_reference_image: image, transfer_light_from_lightmap: image },
      'body.transfer_light_from_lightmap',
    ));

  it('with a picture of less than 160 px is refused', async () => {
    await client.expectRefused({ image: base64(await plainPicture('#fff', 159, 159)) }, 'body.image');
  });

  it('with an emphasis out of its range is complained about', async () => {
    await client.submit({ image, prompt: 'a (dark scene:1.9)' });
    expect(freepik.complaints).toEqual(['relight: an emphasis should be from 1 to 1.4: (dark scene:1.9)']);
  });
});
