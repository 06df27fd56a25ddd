import { styleFields } from '../../../src/commands/style.ts';
import { freepikEndpoint } from '../freepik-endpoint.ts';
import { amount, choice, fixedGeneration, flag, picture, pictureShape, prompt, webhookUrl } from '../parameters.ts';

export const styleTransfer = freepikEndpoint({
  name: 'style-transfer',
  title: 'Style Transfer',
  path: '/v1/ai/image-style-transfer',
  command: '/style',
  shape: 'task_status',
  about: { en: 'Redraws a picture in the style of another one.', vi: 'Vẽ lại một ảnh theo phong cách của ảnh khác.' },
  parameters: [
    picture('image', 'base64-or-address', { en: 'The picture to redraw', vi: 'Ảnh cần vẽ lại' }, { isRequired: true }),
    picture(
      'reference_image',
      'base64-or-address',
      { en: 'The picture whose style to copy', vi: 'Ảnh mẫu để lấy phong cách' },
      { isRequired: true },
    ),
    prompt({ en: 'What the new picture should show', vi: 'Ảnh mới nên thể hiện điều gì' }),
    amount(
      'style_strength',
      styleFields.strength,
      { en: 'How much of the style to copy', vi: 'Lấy phong cách nhiều ít' },
      { default: 100 },
    ),
    amount(
      'structure_strength',
      styleFields.structure_strength,
      { en: 'How closely the shapes of the picture are kept', vi: 'Bám sát bố cục ảnh gốc đến đâu' },
      { default: 50 },
    ),
    flag('is_portrait', { en: 'Treat the picture as a portrait', vi: 'Xử lý như ảnh chân dung' }, false),
    choice(
      'portrait_style',
      styleFields.portrait_style,
      { en: 'Only with `is_portrait`: how striking it gets', vi: 'Chỉ khi có `is_portrait`: nổi bật đến đâu' },
      { default: 'standard' },
    ),
    choice('portrait_beautifier', styleFields.beautify, {
      en: 'Only with `is_portrait`: make the face more beautiful',
      vi: 'Chỉ khi có `is_portrait`: làm đẹp khuôn mặt',
    }),
    choice(
      'flavor',
      styleFields.flavor,
      { en: 'How the style is read', vi: 'Cách hiểu phong cách' },
      { default: 'faithful' },
    ),
    choice(
      'engine',
      styleFields.engine,
      { en: 'How the finish looks', vi: 'Nét hoàn thiện của ảnh' },
      { default: 'balanced' },
    ),
    fixedGeneration,
    webhookUrl,
  ],
  notes: [
    {
      en: 'The POST answers unwrapped and with `task_status`, the GET wrapped and with `status`.',
      vi: 'POST trả lời không bọc và dùng `task_status`, còn GET bọc trong `data` và dùng `status`.',
    },
    pictureShape,
  ],
  sample: { image: 'file:photo.png', reference_image: 'file:reference.png', style_strength: 80, flavor: 'detaily' },
});
