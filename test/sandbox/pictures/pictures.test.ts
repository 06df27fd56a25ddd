import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { contactSheet } from '../../../sandbox/pictures/contact-sheet.ts';
import { createPictureCache, makePicture, type PictureParameters } from '../../../sandbox/pictures/make-picture.ts';

const fox: PictureParameters = { prompt: 'a red fox', width: 200, height: 120, seed: 1 };

const plain = (background: string) =>
  sharp({ create: { width: 60, height: 60, channels: 3, background } })
    .png()
    .toBuffer();

async function meanColor(picture: Buffer): Promise<[red: number, green: number, blue: number]> {
  const [red, green, blue] = (await sharp(picture).stats()).channels;
  return [red?.mean ?? 0, green?.mean ?? 0, blue?.mean ?? 0];
}

/** How much lighter the left half is than the right one. */
async function leftOverRight(picture: Buffer): Promise<number> {
  const [left = 0, right = 0] = await sharp(picture)
    .greyscale()
    .resize(2, 1, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return left - right;
}

describe('a picture', () => {
  it('is a PNG of the size that was asked for', async () => {
    const { format, width, height } = await sharp(await makePicture(fox)).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 200, height: 120 });
  });

  it('is the same for the same parameters', async () => {
    expect((await makePicture(fox)).equals(await makePicture(fox))).toBe(true);
  });

  it.each([
    ['prompt', { prompt: 'a boat on the sea' }],
    ['prompt in another script', { prompt: 'con mèo đêm trăng' }],
    ['seed', { seed: 2 }],
    ['saturation', { saturation: 1.4 }],
    ['detail', { detail: 100 }],
    ['tint', { tint: { color: '#123C8C', strength: 0.5 } }],
  ])('differs by its %s', async (_, change) => {
    expect((await makePicture(fox)).equals(await makePicture({ ...fox, ...change }))).toBe(false);
  });

  it('of any prompt is drawn, also one full of markup', async () => {
    const prompt = '"><svg onload="x"/>&amp;</svg> \u0000 😀 @maple::200';
    expect((await sharp(await makePicture({ ...fox, prompt })).metadata()).width).toBe(200);
  });

  it('takes its colours from those that were given, the heavier one more', async () => {
    const [red, , blue] = await meanColor(
      await makePicture({
        ...fox,
        colors: [
          { color: '#0000FF', weight: 0.2 },
          { color: '#FF0000', weight: 1 },
        ],
      }),
    );
    expect(red).toBeGreaterThan(blue + 60);
  });

  it.each([0, 1, 2])(
    'takes the colour of channel %i from a style reference, less so with adherence',
    async (channel) => {
      const styleReference = await plain(['#E01010', '#10E010', '#1010E0'][channel] ?? '');
      const lead = async (adherence: number) => {
        const means = await meanColor(await makePicture({ ...fox, styleReference, adherence }));
        return (means[channel] ?? 0) - Math.max(...means.filter((_, index) => index !== channel));
      };
      expect(await lead(0)).toBeGreaterThan(40);
      expect(await lead(100)).toBeLessThan(await lead(0));
    },
  );

  it('shows the light and shade of a structure reference, more so with strength', async () => {
    const structureReference = await sharp(await plain('#000'))
      .composite([
        {
          input: await sharp(await plain('#fff'))
            .resize(30, 60)
            .toBuffer(),
          left: 0,
          top: 0,
        },
      ])
      .png()
      .toBuffer();
    const contrast = async (structureStrength: number) =>
      leftOverRight(await makePicture({ ...fox, structureReference, structureStrength }));
    const [none, half, full] = [await contrast(0), await contrast(50), await contrast(100)];
    expect(full).toBeGreaterThan(120);
    expect(half).toBeGreaterThan(none + 20);
    expect(full).toBeGreaterThan(half + 20);
  });
});

describe('the cache', () => {
  it('makes a picture once, and again only after others have pushed it out', async () => {
    const make = createPictureCache(2);
    const first = make(fox);
    expect(make({ ...fox })).toBe(first);
    await Promise.all([make({ ...fox, seed: 2 }), make({ ...fox, seed: 3 })]);
    expect(make(fox)).not.toBe(first);
  });

  it('tells references apart by their bytes', async () => {
    const make = createPictureCache();
    const [red, blue] = [await plain('#f00'), await plain('#00f')];
    expect(make({ ...fox, styleReference: red })).not.toBe(make({ ...fox, styleReference: blue }));
    expect(make({ ...fox, styleReference: red })).not.toBe(make({ ...fox, structureReference: red }));
  });
});

describe('a contact sheet', () => {
  it('shows every picture in a grid', async () => {
    const colors = ['#ff0000', '#00ff00', '#0000ff'];
    const pictures = await Promise.all(colors.map(async (color) => ({ bytes: await plain(color), label: color })));
    const sheet = sharp(await contactSheet(pictures));
    const { width, height } = await sheet.metadata();
    expect({ width, height }).toEqual({ width: 688, height: 688 });
    const at = async (left: number, top: number) => [
      ...(await sheet.clone().extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer()),
    ];
    expect(await at(176, 176)).toEqual([255, 0, 0]);
    expect(await at(512, 176)).toEqual([0, 255, 0]);
    expect(await at(176, 512)).toEqual([0, 0, 255]);
  });

  it('of nothing is an empty sheet', async () => {
    expect((await sharp(await contactSheet([])).metadata()).format).toBe('png');
  });
});
