import { CREATIVE_SCALES, MOST_MEGAPIXELS, upscaleFields } from '../../../src/commands/upscale.ts';
import type { OptionChoice } from '../../../src/core/fields.ts';
import { freepikEndpoint } from '../freepik-endpoint.ts';
import { amount, choice, filterNsfw, picture, pictureShape, prompt, webhookUrl } from '../parameters.ts';

const scales = CREATIVE_SCALES.map((times): OptionChoice => {
  const value = `${times}x`;
  return { value, name: { en: value, vi: value } };
});
const middle = { default: 0 };

export const upscalerCreative = freepikEndpoint({
  name: 'upscaler-creative',
  title: 'Upscaler Creative',
  path: '/v1/ai/image-upscaler',
  command: '/upscale mode:creative',
  about: {
    en: 'Makes a picture larger and invents new details, guided by words if you like.',
    vi: 'Phóng to ảnh và thêm chi tiết mới, có thể dẫn dắt bằng lời.',
  },
  parameters: [
    picture('image', 'base64', { en: 'The picture to enlarge', vi: 'Ảnh cần phóng to' }, { isRequired: true }),
    {
      name: 'scale_factor',
      kind: 'choice',
      choices: scales,
      default: '2x',
      about: { en: 'How many times larger a side gets, **as text**', vi: 'Mỗi cạnh lớn gấp mấy lần, **dạng chuỗi**' },
    },
    choice('optimized_for', upscaleFields.subject, {
      en: 'What the picture shows; the default is not stated',
      vi: 'Ảnh thuộc loại nào; tài liệu không nêu giá trị mặc định',
    }),
    prompt({ en: 'Words that guide the new details', vi: 'Lời dẫn dắt cho chi tiết mới' }),
    amount(
      'creativity',
      upscaleFields.creativity,
      { en: 'How freely it invents', vi: 'Sáng tạo tự do đến đâu' },
      middle,
    ),
    amount('hdr', upscaleFields.hdr, { en: 'Definition and contrast', vi: 'Độ rõ và tương phản' }, middle),
    amount(
      'resemblance',
      upscaleFields.resemblance,
      { en: 'How close to the original', vi: 'Giống ảnh gốc đến đâu' },
      middle,
    ),
    amount(
      'fractality',
      upscaleFields.fractality,
      { en: 'How much detail a pixel', vi: 'Độ dày chi tiết trên mỗi pixel' },
      middle,
    ),
    choice('engine', upscaleFields.engine, {
      en: 'How the finish looks; the default is not stated',
      vi: 'Nét hoàn thiện của ảnh; tài liệu không nêu giá trị mặc định',
    }),
    filterNsfw,
    webhookUrl,
  ],
  notes: [
    {
      en: `The result may have at most ${MOST_MEGAPIXELS} million pixels: width × height × scale².`,
      vi: `Kết quả tối đa ${MOST_MEGAPIXELS} triệu pixel: rộng × cao × số lần².`,
    },
    pictureShape,
  ],
  sample: { image: 'file:photo.png', scale_factor: '2x', optimized_for: 'nature_n_landscapes', creativity: 3 },
});
