import { choice, optional, text } from '../core/fields.ts';
import { given } from '../core/json.ts';
import type { Localized } from '../core/language.ts';
import { defineOperation } from '../core/operation.ts';
import { followUpsOf } from './shared/follow-ups.ts';
import { altText, mainPicture, mainPictureIsNeeded } from './shared/options.ts';

const imaginations = {
  wild: { en: 'Wild: free, far from the picture', vi: 'Wild: tự do, khác xa ảnh gốc' },
  subtle: { en: 'Subtle: close to the picture', vi: 'Subtle: nhẹ nhàng, gần với ảnh gốc' },
  vivid: { en: 'Vivid: in between, lively', vi: 'Vivid: ở giữa, sống động' },
} as const satisfies Record<string, Localized>;

/** Shorter than the list of /imagine: this endpoint takes these only. */
const aspects = {
  original: { en: 'Same as the picture', vi: 'Như ảnh gốc' },
  square_1_1: { en: '1:1 square', vi: '1:1 vuông' },
  classic_4_3: { en: '4:3 classic', vi: '4:3 cổ điển' },
  traditional_3_4: { en: '3:4 traditional', vi: '3:4 truyền thống' },
  widescreen_16_9: { en: '16:9 widescreen', vi: '16:9 màn ảnh rộng' },
  social_story_9_16: { en: '9:16 story', vi: '9:16 tin dọc' },
  standard_3_2: { en: '3:2 standard', vi: '3:2 tiêu chuẩn' },
  portrait_2_3: { en: '2:3 portrait', vi: '2:3 chân dung' },
  horizontal_2_1: { en: '2:1 wide', vi: '2:1 ngang' },
  vertical_1_2: { en: '1:2 tall', vi: '1:2 dọc' },
  social_post_4_5: { en: '4:5 post', vi: '4:5 bài đăng' },
} as const satisfies Record<string, Localized>;

/** Every field of Reimagine Flux that a member can set, in the order in which Discord shows them. */
export const reimagineFields = {
  ...mainPicture,
  prompt: optional(
    text({
      localNames: { vi: 'mô_tả' },
      description: { en: 'What the new picture shows', vi: 'Ảnh mới vẽ gì' },
    }),
  ),
  imagination: optional(
    choice(
      {
        localNames: { vi: 'độ_sáng_tạo' },
        description: { en: 'How far it may go from the picture', vi: 'Được đi xa ảnh gốc đến đâu' },
      },
      imaginations,
    ),
  ),
  aspect: optional(
    choice(
      {
        localNames: { vi: 'tỉ_lệ' },
        description: {
          en: 'Shape of the new picture (default: same as the picture)',
          vi: 'Tỉ lệ khung ảnh mới (mặc định: như ảnh gốc)',
        },
      },
      aspects,
    ),
  ),
};

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
