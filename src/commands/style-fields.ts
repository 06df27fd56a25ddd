import { choice, flag, integer, optional, picture, text } from '../core/fields.ts';
import { percent, repeatable } from './common-fields.ts';
import { mainPicture } from './main-picture.ts';
import { beautifiers, engines, flavors, portraitStyles } from './style-choices.ts';

/** Every field of Style Transfer that a member can set, in the order in which Discord shows them. */
export const styleFields = {
  reference: picture({
    localNames: { vi: 'ảnh_phong_cách' },
    description: { en: 'The picture whose style to copy', vi: 'Ảnh mẫu để lấy phong cách' },
  }),
  ...mainPicture,
  prompt: optional(
    text({
      localNames: { vi: 'mô_tả' },
      description: { en: 'What the new picture should show', vi: 'Ảnh mới nên thể hiện điều gì' },
    }),
  ),
  strength: optional(
    integer(
      {
        localNames: { vi: 'độ_mạnh' },
        description: {
          en: 'How much of the style to copy, 0-100 (100)',
          vi: 'Lấy phong cách nhiều ít, 0-100 (100)',
        },
      },
      percent,
    ),
  ),
  structure_strength: optional(
    integer(
      {
        localNames: { vi: 'độ_bám_bố_cục' },
        description: {
          en: 'How closely the shapes of your picture are kept, 0-100 (50)',
          vi: 'Bám sát bố cục ảnh của bạn đến đâu, 0-100 (50)',
        },
      },
      percent,
    ),
  ),
  portrait: optional(
    flag({
      localNames: { vi: 'chân_dung' },
      description: { en: 'Treat the picture as a portrait', vi: 'Xử lý ảnh như ảnh chân dung' },
    }),
  ),
  portrait_style: optional(
    choice(
      {
        localNames: { vi: 'kiểu_chân_dung' },
        description: { en: 'With portrait: how striking it gets', vi: 'Khi là chân dung: nổi bật đến đâu' },
      },
      portraitStyles,
    ),
  ),
  beautify: optional(
    choice(
      {
        localNames: { vi: 'làm_đẹp' },
        description: { en: 'With portrait: make the face more beautiful', vi: 'Khi là chân dung: làm đẹp khuôn mặt' },
      },
      beautifiers,
    ),
  ),
  flavor: optional(
    choice(
      {
        localNames: { vi: 'sắc_thái' },
        description: {
          en: 'How the style is read (default: faithful)',
          vi: 'Cách hiểu phong cách (mặc định: faithful)',
        },
      },
      flavors,
    ),
  ),
  engine: optional(
    choice(
      {
        localNames: { vi: 'bộ_xử_lý' },
        description: {
          en: 'How the finish looks (default: balanced)',
          vi: 'Nét hoàn thiện của ảnh (mặc định: cân bằng)',
        },
      },
      engines,
    ),
  ),
  repeatable: optional(repeatable),
};
