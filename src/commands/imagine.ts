import { defineOperation } from '../core/operation.ts';
import { imagineFields } from './imagine-fields.ts';
import { imagineRequest } from './imagine-request.ts';
import { refuseImagine } from './imagine-rules.ts';
import { promptWords } from './prompt-words.ts';

/** Freepik Mystic: a picture from words. */
export const imagine = defineOperation({
  name: 'imagine',
  localNames: { vi: 'tưởng_tượng' },
  description: { en: 'Make a picture from your words', vi: 'Tạo ảnh từ lời mô tả của bạn' },
  title: { en: 'Imagine', vi: 'Tưởng tượng' },
  provider: 'freepik',
  prices: { '1k': 1, '2k': 1, '4k': 3 },
  followUps: [{ action: 'again', operation: 'imagine', from: 'same-input' }],
  fields: imagineFields,
  refuse: refuseImagine,
  tier: ({ resolution }) => resolution ?? '2k',
  count: ({ count }) => count ?? 1,
  request: imagineRequest,
  altText: ({ prompt }) => {
    const words = promptWords(prompt);
    return { en: `Picture made from the words: ${words}`, vi: `Ảnh được tạo từ mô tả: ${words}` };
  },
});
