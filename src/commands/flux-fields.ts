import { choice, flag, integer, number, optional, text, withDefault } from '../core/fields.ts';
import { aspects, models } from './flux-choices.ts';
import { mainPicture } from './main-picture.ts';

const side = { minimum: 256, maximum: 1440 };

/** Every field of flux-imagine that a member can set, in the order in which Discord shows them. */
export const fluxFields = {
  prompt: text({
    localNames: { vi: 'mô_tả' },
    description: { en: 'What the picture shows', vi: 'Ảnh vẽ gì' },
  }),
  model: withDefault(
    choice(
      {
        localNames: { vi: 'mô_hình' },
        description: {
          en: 'Which model paints it (default: FLUX pro 1.1)',
          vi: 'Mô hình nào vẽ (mặc định: FLUX pro 1.1)',
        },
      },
      models,
    ),
    'flux-pro-1.1',
  ),
  ...mainPicture,
  image_strength: optional(
    number(
      {
        localNames: { vi: 'độ_bám_ảnh' },
        description: {
          en: 'Ultra, with a picture: how much of it stays, 0-1',
          vi: 'Ultra, khi có ảnh: giữ lại ảnh đó nhiều ít, 0-1',
        },
      },
      { minimum: 0, maximum: 1 },
    ),
  ),
  count: optional(
    integer(
      {
        localNames: { vi: 'số_ảnh' },
        description: { en: 'How many pictures, each paid for', vi: 'Bao nhiêu ảnh, tính điểm từng ảnh' },
      },
      { minimum: 1, maximum: 4 },
    ),
  ),
  aspect: optional(
    text({
      localNames: { vi: 'tỉ_lệ' },
      description: {
        en: 'Ultra: shape, anything from 21:9 to 9:21 (16:9)',
        vi: 'Ultra: tỉ lệ khung ảnh, từ 21:9 đến 9:21 (16:9)',
      },
      choices: aspects,
      suggests: 'choices',
    }),
  ),
  width: optional(
    integer(
      {
        localNames: { vi: 'chiều_rộng' },
        description: { en: 'Width in pixels, 256-1440 (1024)', vi: 'Chiều rộng theo pixel, 256-1440 (1024)' },
      },
      side,
    ),
  ),
  height: optional(
    integer(
      {
        localNames: { vi: 'chiều_cao' },
        description: { en: 'Height in pixels, 256-1440 (768)', vi: 'Chiều cao theo pixel, 256-1440 (768)' },
      },
      side,
    ),
  ),
  steps: optional(
    integer(
      {
        localNames: { vi: 'số_bước' },
        description: { en: 'Pro and dev: how many steps it paints in', vi: 'Pro và dev: vẽ trong bao nhiêu bước' },
      },
      { minimum: 1 },
    ),
  ),
  guidance: optional(
    number({
      localNames: { vi: 'độ_bám_mô_tả' },
      description: {
        en: 'Pro and dev: higher follows the words more closely, and looks less real',
        vi: 'Pro và dev: càng cao càng bám sát lời, nhưng kém thật hơn',
      },
    }),
  ),
  interval: optional(
    integer(
      {
        localNames: { vi: 'chu_kỳ' },
        description: { en: 'Pro: how guidance is controlled, 1-4 (2)', vi: 'Pro: cách điều khiển độ bám, 1-4 (2)' },
      },
      { minimum: 1, maximum: 4 },
    ),
  ),
  seed: optional(
    integer({
      localNames: { vi: 'seed' },
      description: { en: 'The same number repeats a picture', vi: 'Cùng một số cho ra cùng một ảnh' },
    }),
  ),
  tolerance: optional(
    integer(
      {
        localNames: { vi: 'mức_kiểm_duyệt' },
        description: { en: 'Moderation: 0 strictest to 6 loosest', vi: 'Kiểm duyệt: 0 chặt nhất đến 6 thoáng nhất' },
      },
      { minimum: 0, maximum: 6 },
    ),
  ),
  raw: optional(
    flag({
      localNames: { vi: 'ảnh_thô' },
      description: { en: 'Ultra: less processed, more natural', vi: 'Ultra: ít xử lý, tự nhiên hơn' },
    }),
  ),
  improve_prompt: optional(
    flag({
      localNames: { vi: 'cải_thiện_mô_tả' },
      description: { en: 'Let it reword your prompt, more creatively', vi: 'Để mô hình viết lại mô tả sáng tạo hơn' },
    }),
  ),
};
