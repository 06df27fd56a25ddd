import { defineOperation } from '../core/operation.ts';
import { altText } from './alt-text.ts';
import { expandFields } from './expand-fields.ts';
import { expandEndpoint, expandRequest } from './expand-request.ts';
import { expandResolution } from './expand-resolution.ts';
import { refuseExpand } from './expand-rules.ts';
import { followUpsOf } from './follow-ups.ts';
import { mainPictureIsNeeded } from './main-picture.ts';

/** Freepik Image Expand with Flux Pro: more around a picture. */
export const expand = defineOperation({
  name: 'expand',
  localNames: { vi: 'mở_rộng' },
  description: { en: 'Add more around a picture', vi: 'Vẽ thêm xung quanh một ảnh' },
  title: { en: 'Expand', vi: 'Mở rộng' },
  provider: 'freepik',
  endpoints: [{ ...expandEndpoint, required: 'image' }],
  instead: ['edit'],
  prices: { standard: 1 },
  followUps: followUpsOf('expand', { hasPrompt: true }),
  main: mainPictureIsNeeded,
  fields: expandFields,
  refuse: refuseExpand,
  tier: () => 'standard',
  resolution: expandResolution,
  request: expandRequest,
  altText: ({ prompt }) =>
    prompt === undefined
      ? { en: 'Picture expanded beyond its edges', vi: 'Ảnh được mở rộng ra ngoài khung' }
      : altText({ en: 'Picture expanded with the words', vi: 'Ảnh được mở rộng theo mô tả' }, prompt),
});
