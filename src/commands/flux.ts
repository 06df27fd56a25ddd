import { given } from '../core/json.ts';
import { defineOperation } from '../core/operation.ts';
import { altText } from './alt-text.ts';
import { fluxFields } from './flux-fields.ts';
import { fluxResolution } from './flux-resolution.ts';
import { refuseFlux } from './flux-rules.ts';
import { followUpsOf } from './follow-ups.ts';

const endpoint = { path: '/flux-imagine' };

/** The FLUX models at APIFRAME: a picture from words, and from another picture if there is one. */
export const flux = defineOperation({
  name: 'flux',
  localNames: { vi: 'flux' },
  description: { en: 'Make a picture with the FLUX models', vi: 'Tạo ảnh bằng các mô hình FLUX' },
  title: { en: 'FLUX', vi: 'FLUX' },
  provider: 'apiframe',
  endpoints: [{ ...endpoint, required: 'prompt' }],
  instead: ['imagine', 'edit'],
  prices: { 'flux-schnell': 1, 'flux-dev': 1, 'flux-pro': 2, 'flux-pro-1.1': 2, 'flux-pro-1.1-ultra': 3 },
  followUps: followUpsOf('flux', { fixedBy: ['seed'], variesBy: 'image', hasPrompt: true }),
  main: { isNeeded: false, options: ['image'] },
  fields: fluxFields,
  refuse: refuseFlux,
  tier: ({ model }) => model,
  resolution: fluxResolution,
  count: ({ count }) => count ?? 1,
  request: ({ prompt, model, width, height, steps, guidance, interval, seed, raw, ...input }) => ({
    ...endpoint,
    body: given({
      prompt,
      model,
      image_prompt_strength: input.image_strength,
      aspect_ratio: input.aspect,
      width,
      height,
      steps,
      guidance,
      interval,
      seed,
      safety_tolerance: input.tolerance,
      raw,
      prompt_upsampling: input.improve_prompt,
    }),
    pictures: input.image ? [{ field: 'image_prompt', option: 'image', as: 'base64' }] : [],
  }),
  altText: ({ prompt }) => altText({ en: 'Picture made from the words', vi: 'Ảnh được tạo từ mô tả' }, prompt),
});
