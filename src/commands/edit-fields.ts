import { optional, picture, text } from '../core/fields.ts';
import { mainPicture } from './main-picture.ts';

/** Every field of Gemini 2.5 Flash that a member can set, in the order in which Discord shows them. */
export const editFields = {
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
