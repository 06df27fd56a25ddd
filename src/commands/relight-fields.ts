import { choice, flag, integer, optional, picture, text } from '../core/fields.ts';
import type { Localized } from '../core/language.ts';
import { percent, repeatable } from './common-fields.ts';
import { mainPicture } from './main-picture.ts';
import { engines, lightCurves, lightLevels, styles } from './relight-choices.ts';

/** One of the controls whose middle leaves the picture as it is. */
const control = (vi: string, description: Localized) => optional(integer({ localNames: { vi }, description }, percent));

/** Every field of Relight that a member can set, in the order in which Discord shows them. */
export const relightFields = {
  ...mainPicture,
  prompt: optional(
    text({
      localNames: { vi: 'mô_tả' },
      description: {
        en: 'The light in words; (golden light:1.2) stresses it, 1 to 1.4',
        vi: 'Ánh sáng bằng lời; (nắng vàng:1.2) để nhấn mạnh, từ 1 đến 1.4',
      },
    }),
  ),
  light_reference: optional(
    picture({
      localNames: { vi: 'ảnh_ánh_sáng' },
      description: { en: 'A picture whose light to copy', vi: 'Ảnh mẫu để lấy ánh sáng' },
    }),
  ),
  lightmap: optional(
    picture({
      localNames: { vi: 'bản_đồ_sáng' },
      description: { en: 'A map that shows where the light falls', vi: 'Bản đồ cho biết ánh sáng chiếu vào đâu' },
    }),
  ),
  strength: optional(
    integer(
      {
        localNames: { vi: 'độ_mạnh' },
        description: { en: 'How much the light changes, 0-100 (100)', vi: 'Ánh sáng thay đổi nhiều ít, 0-100 (100)' },
      },
      percent,
    ),
  ),
  style: optional(
    choice(
      {
        localNames: { vi: 'phong_cách' },
        description: {
          en: 'Mood of the new light (default: standard)',
          vi: 'Không khí ánh sáng mới (mặc định: tiêu chuẩn)',
        },
      },
      styles,
    ),
  ),
  interpolate: optional(
    flag({
      localNames: { vi: 'nội_suy' },
      description: {
        en: 'Blend the original light into the new one',
        vi: 'Giữ kết quả nằm giữa ảnh gốc và ánh sáng mới',
      },
    }),
  ),
  change_background: optional(
    flag({
      localNames: { vi: 'đổi_nền' },
      description: {
        en: 'The background may change too (yes); no for landscapes and rooms',
        vi: 'Cho phép đổi cả nền (mặc định: có); tắt với phong cảnh, nội thất',
      },
    }),
  ),
  preserve_details: optional(
    flag({
      localNames: { vi: 'giữ_chi_tiết' },
      description: { en: 'Keep texture and small details (yes)', vi: 'Giữ chất liệu và chi tiết nhỏ (mặc định: có)' },
    }),
  ),
  whites: control('vùng_sáng', { en: 'Whites, 0-100 (50)', vi: 'Vùng trắng sáng, 0-100 (50)' }),
  blacks: control('vùng_tối', { en: 'Blacks, 0-100 (50)', vi: 'Vùng đen tối, 0-100 (50)' }),
  brightness: control('độ_sáng', { en: 'Brightness, 0-100 (50)', vi: 'Độ sáng, 0-100 (50)' }),
  contrast: control('tương_phản', { en: 'Contrast, 0-100 (50)', vi: 'Độ tương phản, 0-100 (50)' }),
  saturation: control('độ_bão_hòa', { en: 'Saturation, 0-100 (50)', vi: 'Độ bão hòa màu, 0-100 (50)' }),
  engine: optional(
    choice(
      { localNames: { vi: 'bộ_xử_lý' }, description: { en: 'How the finish looks', vi: 'Nét hoàn thiện của ảnh' } },
      engines,
    ),
  ),
  light_level: optional(
    choice(
      {
        localNames: { vi: 'mức_sáng' },
        description: { en: 'How much light is carried over', vi: 'Chuyển bao nhiêu ánh sáng sang' },
      },
      lightLevels,
    ),
  ),
  light_curve: optional(
    choice(
      {
        localNames: { vi: 'đường_cong_sáng' },
        description: { en: 'How the light is carried over', vi: 'Chuyển ánh sáng sang theo đường nào' },
      },
      lightCurves,
    ),
  ),
  repeatable: optional(repeatable),
};
