import { choice, integer, optional, text } from '../core/fields.ts';
import type { Localized } from '../core/language.ts';
import { percent } from './common-fields.ts';
import { engines } from './imagine-choices.ts';
import { mainPicture } from './main-picture.ts';
import { flavors, modes, subjects } from './upscale-choices.ts';

const tenBothWays = { minimum: -10, maximum: 10 };

const amount = (vi: string, description: Localized) => optional(integer({ localNames: { vi }, description }, percent));
const balance = (vi: string, description: Localized) =>
  optional(integer({ localNames: { vi }, description }, tenBothWays));

/** Every field of the three upscalers that a member can set, in the order in which Discord shows them. */
export const upscaleFields = {
  ...mainPicture,
  mode: optional(
    choice(
      {
        localNames: { vi: 'chế_độ' },
        description: { en: 'Which upscaler (default: precision)', vi: 'Cách phóng to (mặc định: precision)' },
      },
      modes,
    ),
  ),
  scale: optional(
    integer(
      {
        localNames: { vi: 'số_lần' },
        description: {
          en: 'How many times larger a side gets: V2 2-16; creative 2, 4, 8 or 16 (2)',
          vi: 'Mỗi cạnh lớn gấp mấy lần: V2 2-16; creative 2, 4, 8 hoặc 16 (2)',
        },
      },
      { minimum: 2, maximum: 16 },
    ),
  ),
  sharpen: amount('độ_nét', {
    en: 'Precision: how sharp, 0-100 (50; V2: 7)',
    vi: 'Precision: sắc nét đến đâu, 0-100 (50; V2: 7)',
  }),
  grain: amount('độ_hạt', { en: 'Precision: film grain, 0-100 (7)', vi: 'Precision: hạt phim, 0-100 (7)' }),
  detail: amount('chi_tiết', { en: 'Precision: fine detail, 0-100 (30)', vi: 'Precision: chi tiết nhỏ, 0-100 (30)' }),
  flavor: optional(
    choice(
      {
        localNames: { vi: 'sắc_thái' },
        description: { en: 'Precision V2: what kind of finish', vi: 'Precision V2: kiểu hoàn thiện' },
      },
      flavors,
    ),
  ),
  subject: optional(
    choice(
      {
        localNames: { vi: 'chủ_đề' },
        description: { en: 'Creative: what the picture shows', vi: 'Creative: ảnh thuộc loại nào' },
      },
      subjects,
    ),
  ),
  prompt: optional(
    text({
      localNames: { vi: 'mô_tả' },
      description: { en: 'Creative: words that guide the new details', vi: 'Creative: lời mô tả cho chi tiết mới' },
    }),
  ),
  creativity: balance('độ_sáng_tạo', {
    en: 'Creative: how freely it invents, -10 to 10 (0)',
    vi: 'Creative: sáng tạo tự do đến đâu, -10 đến 10 (0)',
  }),
  hdr: balance('hdr', {
    en: 'Creative: definition and contrast, -10 to 10 (0)',
    vi: 'Creative: độ rõ và tương phản, -10 đến 10 (0)',
  }),
  resemblance: balance('độ_giống', {
    en: 'Creative: how close to the original, -10 to 10 (0)',
    vi: 'Creative: giống ảnh gốc đến đâu, -10 đến 10 (0)',
  }),
  fractality: balance('độ_dày_chi_tiết', {
    en: 'Creative: how much per pixel, -10 to 10 (0)',
    vi: 'Creative: độ dày chi tiết trên mỗi pixel, -10 đến 10 (0)',
  }),
  engine: optional(
    choice(
      {
        localNames: { vi: 'bộ_xử_lý' },
        description: { en: 'Creative: how the finish looks', vi: 'Creative: nét hoàn thiện của ảnh' },
      },
      engines,
    ),
  ),
};
