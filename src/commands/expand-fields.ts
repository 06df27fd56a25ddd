import { integer, type OptionChoice, optional, text } from '../core/fields.ts';
import type { InputOf } from '../core/operation.ts';
import { LONGEST_MARGIN } from './expand-margins.ts';
import { mainPicture } from './main-picture.ts';

const margin = { minimum: 0, maximum: LONGEST_MARGIN };
const TYPED_LIMIT = 20;

const shapes: readonly OptionChoice[] = [
  { value: '16:9', name: { en: '16:9 widescreen', vi: '16:9 màn ảnh rộng' } },
  { value: '9:16', name: { en: '9:16 story', vi: '9:16 tin dọc' } },
  { value: '4:3', name: { en: '4:3 classic', vi: '4:3 cổ điển' } },
  { value: '3:4', name: { en: '3:4 traditional', vi: '3:4 truyền thống' } },
  { value: '1:1', name: { en: '1:1 square', vi: '1:1 vuông' } },
  { value: '3:2', name: { en: '3:2 standard', vi: '3:2 tiêu chuẩn' } },
  { value: '2:3', name: { en: '2:3 portrait', vi: '2:3 chân dung' } },
  { value: '21:9', name: { en: '21:9 film', vi: '21:9 điện ảnh' } },
  { value: '1.5x', name: { en: 'Zoom out 1.5x', vi: 'Lùi ra xa 1.5x' } },
  { value: '2x', name: { en: 'Zoom out 2x', vi: 'Lùi ra xa 2x' } },
];

/** Every field of Image Expand that a member can set, in the order in which Discord shows them. */
export const expandFields = {
  ...mainPicture,
  prompt: optional(
    text({
      localNames: { vi: 'mô_tả' },
      description: { en: 'What the added parts show', vi: 'Phần thêm vào vẽ gì' },
    }),
  ),
  left: optional(
    integer(
      {
        localNames: { vi: 'trái' },
        description: { en: 'Pixels to add on the left, 0-2048 (0)', vi: 'Số pixel thêm bên trái, 0-2048 (0)' },
      },
      margin,
    ),
  ),
  right: optional(
    integer(
      {
        localNames: { vi: 'phải' },
        description: { en: 'Pixels to add on the right, 0-2048 (0)', vi: 'Số pixel thêm bên phải, 0-2048 (0)' },
      },
      margin,
    ),
  ),
  top: optional(
    integer(
      {
        localNames: { vi: 'trên' },
        description: { en: 'Pixels to add at the top, 0-2048 (0)', vi: 'Số pixel thêm phía trên, 0-2048 (0)' },
      },
      margin,
    ),
  ),
  bottom: optional(
    integer(
      {
        localNames: { vi: 'dưới' },
        description: { en: 'Pixels to add at the bottom, 0-2048 (0)', vi: 'Số pixel thêm phía dưới, 0-2048 (0)' },
      },
      margin,
    ),
  ),
  shape: optional(
    text(
      {
        localNames: { vi: 'tỉ_lệ' },
        description: {
          en: 'Instead of pixels: a shape like 16:9, or how far to zoom out, like 1.5x',
          vi: 'Thay cho số pixel: tỉ lệ như 16:9, hoặc lùi ra xa như 1.5x',
        },
        suggests: 'choices',
        choices: shapes,
      },
      TYPED_LIMIT,
    ),
  ),
};

export type ExpandInput = InputOf<typeof expandFields>;
