import type { GivenFile, GivenOption } from '../../sandbox/discord/command-options.ts';
import { sharp } from '../../src/services/images/sharp-library.ts';

export type Given = GivenOption;

/** What /imagine makes soonest, where many pictures are gone on with and none is looked at. */
export const FEWEST_PIXELS = { resolution: '1k', aspect: 'smartphone_horizontal_20_9' } as const;

/** A picture as a member would attach it: colours that change, so that nothing about it is trivial. */
export async function pictureFile(width: number, height: number): Promise<GivenFile['file']> {
  const pixels = Buffer.alloc(
    width * height * 3,
    Uint8Array.from({ length: 997 }, (_, at) => (at * 31) % 251),
  );
  const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .blur(3)
    .png()
    .toBuffer();
  return { name: `photo-${width}x${height}.png`, bytes };
}
