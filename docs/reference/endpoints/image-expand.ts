import { expandFields, MAXIMUM_MEGAPIXELS, SMALLEST_SIDE } from '../../../src/commands/expand.ts';
import type { Localized } from '../../../src/core/language.ts';
import type { Parameter } from '../description.ts';
import { freepikEndpoint } from '../freepik-endpoint.ts';
import { picture, prompt, webhookUrl } from '../parameters.ts';

function margin(name: 'left' | 'right' | 'top' | 'bottom', whenAbsent: number, about: Localized): Parameter {
  const { minimum = 0, maximum = 0 } = expandFields[name].option;
  return { name, kind: 'nullable-integer', minimum, maximum, default: whenAbsent, about };
}

export const imageExpand = freepikEndpoint({
  name: 'image-expand',
  title: 'Image Expand (Flux Pro)',
  path: '/v1/ai/image-expand/flux-pro',
  command: '/expand',
  about: { en: 'Paints more around a picture.', vi: 'Vẽ thêm xung quanh một ảnh.' },
  parameters: [
    picture('image', 'base64', { en: 'The picture to expand', vi: 'Ảnh cần mở rộng' }, { isRequired: true }),
    prompt({ en: 'What the added parts show', vi: 'Phần thêm vào vẽ gì' }),
    margin('left', 512, { en: 'Pixels to add on the left', vi: 'Số pixel thêm bên trái' }),
    margin('right', 512, { en: 'Pixels to add on the right', vi: 'Số pixel thêm bên phải' }),
    margin('top', 256, { en: 'Pixels to add at the top', vi: 'Số pixel thêm phía trên' }),
    margin('bottom', 256, { en: 'Pixels to add at the bottom', vi: 'Số pixel thêm phía dưới' }),
    webhookUrl,
  ],
  notes: [
    {
      en: '**Always send all four sides.** A side that is left out is not 0 in the 2026 document, but the default of the table; the older document names none.',
      vi: '**Luôn gửi đủ cả bốn cạnh.** Theo tài liệu 2026, cạnh bị bỏ trống không phải là 0 mà là giá trị mặc định trong bảng; tài liệu cũ không nêu.',
    },
    {
      en: `The picture should be at least ${SMALLEST_SIDE} px a side, the result at most ${MAXIMUM_MEGAPIXELS} megapixels.`,
      vi: `Ảnh gốc nên có mỗi cạnh từ ${SMALLEST_SIDE} px, kết quả tối đa ${MAXIMUM_MEGAPIXELS} megapixel.`,
    },
  ],
  sample: { image: 'file:photo.png', prompt: 'a wide valley', left: 128, right: 128, top: 0, bottom: 64 },
});
