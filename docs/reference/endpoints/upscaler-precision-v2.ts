import { LONGEST_SIDE, upscaleFields } from '../../../src/commands/upscale.ts';
import { freepikEndpoint } from '../freepik-endpoint.ts';
import { choice, filterNsfw, picture, pictureShape, webhookUrl } from '../parameters.ts';
import { precisionAmounts } from './upscaler-precision.ts';

const { minimum = 2, maximum = 16 } = upscaleFields.scale.option;

export const upscalerPrecisionV2 = freepikEndpoint({
  name: 'upscaler-precision-v2',
  title: 'Upscaler Precision V2',
  path: '/v1/ai/image-upscaler-precision-v2',
  command: '/upscale mode:precision_v2',
  about: {
    en: 'As V1, and you choose how many times larger.',
    vi: 'Như V1, nhưng bạn tự chọn số lần phóng.',
  },
  parameters: [
    picture(
      'image',
      'base64-or-address',
      { en: 'The picture to enlarge', vi: 'Ảnh cần phóng to' },
      { isRequired: true },
    ),
    {
      name: 'scale_factor',
      kind: 'integer-or-text',
      minimum,
      maximum,
      about: {
        en: 'How many times larger a side gets; the default is not stated',
        vi: 'Mỗi cạnh lớn gấp mấy lần; tài liệu không nêu giá trị mặc định',
      },
    },
    ...precisionAmounts(7),
    choice('flavor', upscaleFields.flavor, { en: 'What kind of finish', vi: 'Kiểu hoàn thiện' }),
    filterNsfw,
    webhookUrl,
  ],
  notes: [
    {
      en: `The result may have at most ${LONGEST_SIDE} px a side.`,
      vi: `Kết quả tối đa ${LONGEST_SIDE} px mỗi cạnh.`,
    },
    {
      en: 'Mind the default of `sharpen`: 7 here, 50 in V1.',
      vi: 'Chú ý mặc định của `sharpen`: ở đây là 7, còn V1 là 50.',
    },
    pictureShape,
  ],
  sample: { image: 'file:photo.png', scale_factor: 3, flavor: 'photo' },
});
