import { defineOperation } from '../core/operation.ts';
import { altText } from './alt-text.ts';
import { followUpsOf } from './follow-ups.ts';
import { mainPictureIsNeeded } from './main-picture.ts';
import { relightFields } from './relight-fields.ts';
import { relightEndpoint, relightRequest } from './relight-request.ts';
import { refuseRelight } from './relight-rules.ts';

/** Freepik Relight: the same picture in another light. */
export const relight = defineOperation({
  name: 'relight',
  localNames: { vi: 'chiếu_sáng' },
  description: { en: 'Put a picture into another light', vi: 'Đổi ánh sáng cho ảnh' },
  title: { en: 'Relight', vi: 'Đổi ánh sáng' },
  provider: 'freepik',
  endpoints: [{ ...relightEndpoint, required: 'image' }],
  instead: ['edit'],
  prices: { standard: 1 },
  followUps: followUpsOf('relight', { fixedBy: ['repeatable'], hasPrompt: true }),
  main: mainPictureIsNeeded,
  fields: relightFields,
  refuse: refuseRelight,
  tier: () => 'standard',
  request: relightRequest,
  altText: ({ prompt }) => altText({ en: 'Picture in a new light', vi: 'Ảnh trong ánh sáng mới' }, prompt),
});
