import { defineOperation } from '../core/operation.ts';
import { altText } from './alt-text.ts';
import { followUpsOf } from './follow-ups.ts';
import { mainPictureIsNeeded } from './main-picture.ts';
import { upscaleFields } from './upscale-fields.ts';
import { upscaleEndpoints, upscaleRequest } from './upscale-request.ts';
import { upscaleResolution } from './upscale-resolution.ts';
import { modeOf, refuseUpscale } from './upscale-rules.ts';

/** The three Freepik upscalers: the same picture, larger. */
export const upscale = defineOperation({
  name: 'upscale',
  localNames: { vi: 'phóng_to' },
  description: { en: 'Make a picture larger and sharper', vi: 'Phóng to và làm nét ảnh' },
  title: { en: 'Upscale', vi: 'Phóng to' },
  provider: 'freepik',
  endpoints: upscaleEndpoints,
  instead: [],
  prices: { precision: 1, precision_v2: 2, creative: 2 },
  followUps: followUpsOf('upscale', { hasPrompt: false }),
  main: mainPictureIsNeeded,
  fields: upscaleFields,
  refuse: refuseUpscale,
  tier: modeOf,
  resolution: upscaleResolution,
  request: upscaleRequest,
  altText: ({ prompt }) => altText({ en: 'Enlarged picture', vi: 'Ảnh đã phóng to' }, prompt),
});
