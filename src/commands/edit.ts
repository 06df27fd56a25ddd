import { optional, picture, text } from '../core/fields.ts';
import { defineOperation } from '../core/operation.ts';
import { followUpsOf } from './shared/follow-ups.ts';
import { altText, mainPicture } from './shared/options.ts';

/** Every field of Gemini 2.5 Flash that a member can set, in the order in which Discord shows them. */
const editFields = {
  prompt: text({
    localNames: { vi: 'mô_tả' },
    description: {
      en: 'What to change, or what to paint if you give no picture',
      vi: 'Cần sửa gì, hoặc ảnh vẽ gì nếu bạn không đưa ảnh',
    },
  }),
  image: mainPicture.image,
  image2: optional(
    picture({
      localNames: { vi: 'ảnh_2' },
      description: {
        en: 'A second picture, to combine or to take things from',
        vi: 'Ảnh thứ hai, để ghép hoặc lấy mẫu',
      },
    }),
  ),
  image3: optional(
    picture({
      localNames: { vi: 'ảnh_3' },
      description: { en: 'A third picture', vi: 'Ảnh thứ ba' },
    }),
  ),
  from: mainPicture.from,
};

const endpoint = { path: '/v1/ai/gemini-2-5-flash-image-preview' };
const pictureOptions = ['image', 'image2', 'image3'] as const;

/** Freepik Gemini 2.5 Flash: pictures changed by words; without a picture, one made from them. */
export const edit = defineOperation({
  name: 'edit',
  localNames: { vi: 'chỉnh_sửa' },
  description: { en: 'Change up to three pictures with your words', vi: 'Sửa tối đa ba ảnh bằng lời của bạn' },
  title: { en: 'Edit', vi: 'Chỉnh sửa' },
  provider: 'freepik',
  endpoints: [{ ...endpoint, required: 'prompt' }],
  instead: ['reimagine', 'flux'],
  prices: { standard: 1 },
  followUps: followUpsOf('edit', { hasPrompt: true }),
  main: { isNeeded: false, options: pictureOptions },
  fields: editFields,
  refuse: () => undefined,
  tier: () => 'standard',
  request: (input) => ({
    ...endpoint,
    body: { prompt: input.prompt },
    pictures: pictureOptions
      .filter((option) => input[option])
      .map((option) => ({ field: 'reference_images', option, as: 'base64', isInList: true })),
  }),
  altText: (input) =>
    pictureOptions.some((option) => input[option])
      ? altText({ en: 'Picture edited with the words', vi: 'Ảnh được chỉnh sửa theo lời' }, input.prompt)
      : altText({ en: 'Picture made from the words', vi: 'Ảnh được tạo từ mô tả' }, input.prompt),
});
