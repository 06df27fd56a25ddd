import { defineOperation } from '../core/operation.ts';
import { altText } from './alt-text.ts';
import { followUpsOf } from './follow-ups.ts';
import { imagineFields } from './imagine-fields.ts';
import { imagineEndpoint, imagineRequest } from './imagine-request.ts';
import { refuseImagine } from './imagine-rules.ts';

/** Freepik Mystic: a picture from words. */
export const imagine = defineOperation({
  name: 'imagine',
  localNames: { vi: 'vẽ' },
  description: { en: 'Make a picture from your words', vi: 'Tạo ảnh từ lời mô tả của bạn' },
  title: { en: 'Imagine', vi: 'Vẽ' },
  provider: 'freepik',
  endpoints: [imagineEndpoint],
  instead: ['flux', 'edit'],
  prices: { '1k': 1, '2k': 1, '4k': 3 },
  followUps: followUpsOf('imagine', { fixedBy: ['repeatable'], variesBy: 'style_reference', hasPrompt: true }),
  fields: imagineFields,
  refuse: refuseImagine,
  tier: ({ resolution }) => resolution ?? '2k',
  resolution: ({ resolution }) => resolution ?? '2k',
  count: ({ count }) => count ?? 1,
  request: imagineRequest,
  altText: ({ prompt }) => altText({ en: 'Picture made from the words', vi: 'Ảnh được tạo từ mô tả' }, prompt),
});
