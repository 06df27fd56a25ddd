import { imagineFields } from '../../../src/commands/imagine-fields.ts';
import type { Parameter } from '../description.ts';
import { amount } from '../parameters.ts';

/** `styling` of Mystic: at most one style, one character and five colours. */
export const styling: Parameter = {
  name: 'styling',
  kind: 'object',
  about: { en: 'Trained looks, and colors', vi: 'Phong cách, nhân vật đã huấn luyện, và màu sắc' },
  fields: [
    {
      name: 'styles',
      kind: 'list',
      most: 1,
      about: { en: 'A trained style', vi: 'Một phong cách đã huấn luyện' },
      of: {
        kind: 'object',
        fields: [
          {
            name: 'name',
            kind: 'text',
            isRequired: true,
            about: { en: 'A name from [GET /v1/ai/loras](#loras)', vi: 'Tên lấy từ [GET /v1/ai/loras](#loras)' },
          },
          amount(
            'strength',
            imagineFields.look_strength,
            { en: 'How strong the style is', vi: 'Phong cách mạnh đến đâu' },
            { default: 100 },
          ),
        ],
      },
    },
    {
      name: 'characters',
      kind: 'list',
      most: 1,
      about: { en: 'A trained character', vi: 'Một nhân vật đã huấn luyện' },
      of: {
        kind: 'object',
        fields: [
          {
            name: 'id',
            kind: 'text',
            about: {
              en: 'The id from [GET /v1/ai/loras](#loras), **as text**. Without it the strength is that of the `@name` in the prompt',
              vi: 'Id lấy từ [GET /v1/ai/loras](#loras), **dạng chuỗi**. Nếu bỏ trống, độ mạnh áp dụng cho `@name` trong lời mô tả',
            },
          },
          amount(
            'strength',
            imagineFields.character_strength,
            { en: 'How strong the character is', vi: 'Nhân vật rõ đến đâu' },
            { isRequired: true },
          ),
        ],
      },
    },
    {
      name: 'colors',
      kind: 'list',
      least: 1,
      most: 5,
      about: { en: 'Colors that the picture leans to', vi: 'Các màu chủ đạo của ảnh' },
      of: {
        kind: 'object',
        fields: [
          {
            name: 'color',
            kind: 'text',
            pattern: '^#[0-9A-F]{6}$',
            isRequired: true,
            about: { en: 'In **upper case**: `#FF8800`', vi: 'Viết **hoa**: `#FF8800`' },
          },
          {
            name: 'weight',
            kind: 'number',
            minimum: 0.05,
            maximum: 1,
            isRequired: true,
            about: { en: 'How much of it', vi: 'Màu đó nhiều đến đâu' },
          },
        ],
      },
    },
  ],
};
