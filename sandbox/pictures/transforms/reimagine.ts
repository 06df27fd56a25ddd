import sharp from 'sharp';
import type { PictureMaker } from '../picture-cache.ts';
import { createRandom } from '../random.ts';
import { fromPlain, layerOf, openPicture, toPlain, toPng } from './open-picture.ts';

export type Imagination = 'subtle' | 'vivid' | 'wild';

export interface ReimagineParameters {
  readonly prompt: string;
  readonly imagination: Imagination;
  readonly variation: number;
  readonly width: number;
  readonly height: number;
}

const freedom = {
  subtle: { hue: 12, zoom: 1.04, saturation: 1.05, scene: 0.15 },
  vivid: { hue: 45, zoom: 1.12, saturation: 1.6, scene: 0.3 },
  wild: { hue: 150, zoom: 1.25, saturation: 1.3, scene: 0.55 },
} as const;

/** The same picture seen anew: nearer, in other colours, turned round when wild, with what the prompt says in it. */
export async function reimagine(bytes: Buffer, make: PictureMaker, parameters: ReimagineParameters): Promise<Buffer> {
  const { prompt, imagination, variation, width, height } = parameters;
  const { hue, zoom, saturation, scene } = freedom[imagination];
  const random = createRandom(`${variation} ${imagination} ${prompt}`);
  const large = await toPlain(
    openPicture(bytes).resize(Math.ceil(width * zoom), Math.ceil(height * zoom), { fit: 'cover' }),
  );
  const left = Math.floor((large.width - width) * random.next());
  const top = Math.floor((large.height - height) * random.next());
  const part = fromPlain(large)
    .extract({ left, top, width, height })
    .flop(imagination === 'wild');
  const turned = Math.round(hue * random.between(0.6, 1.4)) * random.pick([1, -1]);
  const changed = await toPlain(part.modulate({ hue: turned, saturation }));
  const drawn = await make({ prompt: prompt === '' ? `again ${variation}` : prompt, width, height, seed: variation });
  return toPng(
    fromPlain(changed)
      .composite([await layerOf(sharp(drawn), scene)])
      .removeAlpha(),
  );
}
