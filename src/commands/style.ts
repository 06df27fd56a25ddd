import { given } from '../core/json.ts';
import { defineOperation, type InputOf } from '../core/operation.ts';
import { altText } from './alt-text.ts';
import { followUpsOf } from './follow-ups.ts';
import { mainPictureIsNeeded } from './main-picture.ts';
import { refuseAlone } from './option-rules.ts';
import { firstRefusal, refuseSize } from './picture-rules.ts';
import { styleFields } from './style-fields.ts';

const endpoint = { path: '/v1/ai/image-style-transfer' };

/** Freepik Style Transfer: a picture redrawn in the style of another one. */
export const style = defineOperation({
  name: 'style',
  localNames: { vi: 'đổi_phong_cách' },
  description: { en: 'Redraw a picture in the style of another one', vi: 'Vẽ lại ảnh theo phong cách của ảnh khác' },
  title: { en: 'Style', vi: 'Đổi phong cách' },
  provider: 'freepik',
  endpoints: [{ ...endpoint, required: 'image' }],
  instead: ['edit', 'reimagine'],
  prices: { standard: 1 },
  followUps: followUpsOf('style', { fixedBy: ['repeatable'], hasPrompt: true }),
  main: mainPictureIsNeeded,
  fields: styleFields,
  refuse: firstRefusal<InputOf<typeof styleFields>>([
    (input) => refuseAlone(input, 'portrait_style', ['portrait']),
    (input) => refuseAlone(input, 'beautify', ['portrait']),
    ({ reference, image }) => refuseSize({ reference, image }),
  ]),
  tier: () => 'standard',
  request: ({ prompt, strength, structure_strength, flavor, engine, ...input }) => ({
    ...endpoint,
    body: given({
      prompt,
      style_strength: strength,
      structure_strength,
      is_portrait: input.portrait,
      portrait_style: input.portrait_style,
      portrait_beautifier: input.beautify,
      flavor,
      engine,
      fixed_generation: input.repeatable,
    }),
    pictures: [
      { field: 'image', option: 'image', as: 'base64' },
      { field: 'reference_image', option: 'reference', as: 'base64' },
    ],
  }),
  altText: ({ prompt }) =>
    altText({ en: 'Picture in the style of another one', vi: 'Ảnh theo phong cách của ảnh khác' }, prompt),
});
