import { choice, integer, number, optional, picture, text } from '../core/fields.ts';
import { percent, repeatable } from './common-fields.ts';
import { aspects, engines, models, resolutions } from './imagine-choices.ts';

const strength = { minimum: 0, maximum: 200 };
const SHORT = 100;

/** Every field of Mystic that a member can set, in the order in which Discord shows them. */
export const imagineFields = {
  prompt: text({
    localNames: { vi: 'mô_tả' },
    description: { en: 'What the picture shows', vi: 'Ảnh vẽ gì' },
  }),
  model: optional(
    choice(
      {
        localNames: { vi: 'mô_hình' },
        description: {
          en: 'Which model paints it (default: realism)',
          vi: 'Mô hình nào vẽ (mặc định: realism)',
        },
      },
      models,
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
    choice(
      {
        localNames: { vi: 'tỉ_lệ' },
        description: {
          en: 'Shape of the picture (default: square)',
          vi: 'Tỉ lệ khung ảnh (mặc định: vuông)',
        },
      },
      aspects,
    ),
  ),
  resolution: optional(
    choice(
      {
        localNames: { vi: 'độ_phân_giải' },
        description: { en: 'Size of the picture (default: 2K)', vi: 'Kích thước ảnh (mặc định: 2K)' },
      },
      resolutions,
    ),
  ),
  style_reference: optional(
    picture({
      localNames: { vi: 'ảnh_phong_cách' },
      description: { en: 'A picture whose look to copy', vi: 'Ảnh mẫu để lấy phong cách' },
    }),
  ),
  structure_reference: optional(
    picture({
      localNames: { vi: 'ảnh_bố_cục' },
      description: { en: 'A picture whose shapes to keep', vi: 'Ảnh mẫu để lấy bố cục' },
    }),
  ),
  structure_strength: optional(
    integer(
      {
        localNames: { vi: 'độ_bám_bố_cục' },
        description: { en: 'How closely the shapes are kept, 0-100 (50)', vi: 'Bám sát bố cục đến đâu, 0-100 (50)' },
      },
      percent,
    ),
  ),
  adherence: optional(
    integer(
      {
        localNames: { vi: 'độ_bám_mô_tả' },
        description: {
          en: 'With a style reference: words over look, 0-100 (50)',
          vi: 'Khi có ảnh phong cách: ưu tiên lời hơn phong cách, 0-100 (50)',
        },
      },
      percent,
    ),
  ),
  hdr: optional(
    integer(
      {
        localNames: { vi: 'hdr' },
        description: {
          en: 'With a style reference: more detail, less natural, 0-100 (50)',
          vi: 'Khi có ảnh phong cách: nhiều chi tiết hơn, kém tự nhiên, 0-100 (50)',
        },
      },
      percent,
    ),
  ),
  detail: optional(
    integer(
      {
        localNames: { vi: 'chi_tiết' },
        description: { en: 'How much detail is invented, 0-100 (33)', vi: 'Thêm chi tiết nhiều ít, 0-100 (33)' },
      },
      percent,
    ),
  ),
  engine: optional(
    choice(
      { localNames: { vi: 'bộ_xử_lý' }, description: { en: 'How the finish looks', vi: 'Nét hoàn thiện của ảnh' } },
      engines,
    ),
  ),
  repeatable: optional(repeatable),
  look: optional(
    text(
      {
        localNames: { vi: 'kiểu' },
        description: { en: 'A trained style (type to search)', vi: 'Phong cách đã huấn luyện (gõ để tìm)' },
        suggests: 'looks',
      },
      SHORT,
    ),
  ),
  look_strength: optional(
    number(
      {
        localNames: { vi: 'độ_mạnh_kiểu' },
        description: { en: 'How strong the style is, 0-200 (100)', vi: 'Phong cách mạnh đến đâu, 0-200 (100)' },
      },
      strength,
    ),
  ),
  character: optional(
    text(
      {
        localNames: { vi: 'nhân_vật' },
        description: { en: 'A trained character (type to search)', vi: 'Nhân vật đã huấn luyện (gõ để tìm)' },
        suggests: 'characters',
      },
      SHORT,
    ),
  ),
  character_strength: optional(
    number(
      {
        localNames: { vi: 'độ_mạnh_nhân_vật' },
        description: { en: 'How strong the character is, 0-200 (100)', vi: 'Nhân vật rõ đến đâu, 0-200 (100)' },
      },
      strength,
    ),
  ),
  colors: optional(
    text(
      {
        localNames: { vi: 'màu' },
        description: {
          en: 'One to five colors with weights: #ff8800:0.6, #0aa',
          vi: 'Một đến năm màu kèm trọng số: #ff8800:0.6, #0aa',
        },
      },
      200,
    ),
  ),
};
