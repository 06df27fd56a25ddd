import { upscaleFields } from '../../../src/commands/upscale.ts';
import type { Parameter } from '../description.ts';
import { freepikEndpoint } from '../freepik-endpoint.ts';
import { amount, filterNsfw, picture, pictureShape, webhookUrl } from '../parameters.ts';

/** Both versions have these; the defaults of `sharpen` differ. */
export const precisionAmounts = (sharpen: number): readonly Parameter[] => [
  amount('sharpen', upscaleFields.sharpen, { en: 'How sharp', vi: 'Sắc nét đến đâu' }, { default: sharpen }),
  amount('smart_grain', upscaleFields.grain, { en: 'Film grain', vi: 'Hạt phim' }, { default: 7 }),
  amount('ultra_detail', upscaleFields.detail, { en: 'Fine detail', vi: 'Chi tiết nhỏ' }, { default: 30 }),
];

export const upscalerPrecision = freepikEndpoint({
  name: 'upscaler-precision',
  title: 'Upscaler Precision V1',
  path: '/v1/ai/image-upscaler-precision',
  command: '/upscale mode:precision',
  about: {
    en: 'Makes a picture larger and stays true to it.',
    vi: 'Phóng to ảnh mà vẫn trung thành với ảnh gốc.',
  },
  parameters: [
    picture('image', 'base64', { en: 'The picture to enlarge', vi: 'Ảnh cần phóng to' }, { isRequired: true }),
    ...precisionAmounts(50),
    filterNsfw,
    webhookUrl,
  ],
  notes: [
    {
      en: 'How many times larger is fixed and nowhere documented. Where that matters, take V2.',
      vi: 'Số lần phóng là cố định và không được nêu ở đâu. Nếu cần chủ động, hãy dùng V2.',
    },
    pictureShape,
    {
      en: 'The document speaks of a prompt; there is no such field.',
      vi: 'Tài liệu có nhắc đến prompt, nhưng không có trường nào như vậy.',
    },
  ],
  sample: { image: 'file:photo.png', sharpen: 40, ultra_detail: 20 },
});
