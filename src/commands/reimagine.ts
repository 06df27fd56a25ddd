import { given } from '../core/json.ts';
import { defineOperation } from '../core/operation.ts';
import { altText } from './alt-text.ts';
import { followUpsOf } from './follow-ups.ts';
import { mainPictureIsNeeded } from './main-picture.ts';
import { reimagineFields } from './reimagine-fields.ts';

const endpoint = { path: '/v1/ai/beta/text-to-image/reimagine-flux', answer: 'at-once' } as const;

/** Freepik Reimagine Flux: a picture made anew, near the one given or far from it. */
export const reimagine = defineOperation({
  name: 'reimagine',
  localNames: { vi: 'vẽ_lại' },
  description: { en: 'Make a new picture out of one you have', vi: 'Vẽ một ảnh mới dựa trên ảnh bạn có' },
  title: { en: 'Reimagine', vi: 'Vẽ lại' },
  provider: 'freepik',
  endpoints: [{ ...endpoint, required: 'image' }],
  instead: ['edit', 'style'],
  prices: { standard: 1 },
  followUps: followUpsOf('reimagine', { hasPrompt: true }),
  main: mainPictureIsNeeded,
  fields: reimagineFields,
  refuse: () => undefined,
  tier: () => 'standard',
  request: ({ prompt, imagination, aspect }) => ({
    ...endpoint,
    body: given({ prompt, imagination, aspect_ratio: aspect }),
    pictures: [{ field: 'image', option: 'image', as: 'base64' }],
  }),
  altText: ({ prompt }) =>
    prompt === undefined
      ? { en: 'A picture made anew', vi: 'Ảnh được vẽ lại' }
      : altText({ en: 'Picture made anew with the words', vi: 'Ảnh được vẽ lại theo mô tả' }, prompt),
});
