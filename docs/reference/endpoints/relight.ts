import { relightFields, STRONGEST, WEAKEST } from '../../../src/commands/relight.ts';
import type { Parameter } from '../description.ts';
import { freepikEndpoint } from '../freepik-endpoint.ts';
import { amount, choice, fixedGeneration, flag, picture, pictureShape, prompt, webhookUrl } from '../parameters.ts';

const middle = { default: 50 };
const automatic = { default: 'automatic' };

/** `advanced_settings` of Relight. */
const advancedSettings: Parameter = {
  name: 'advanced_settings',
  kind: 'object',
  about: { en: 'Finer controls', vi: 'Tinh chỉnh' },
  fields: [
    amount('whites', relightFields.whites, { en: 'Whites', vi: 'Vùng trắng sáng' }, middle),
    amount('blacks', relightFields.blacks, { en: 'Blacks', vi: 'Vùng đen tối' }, middle),
    amount('brightness', relightFields.brightness, { en: 'Brightness', vi: 'Độ sáng' }, middle),
    amount('contrast', relightFields.contrast, { en: 'Contrast', vi: 'Độ tương phản' }, middle),
    amount('saturation', relightFields.saturation, { en: 'Saturation', vi: 'Độ bão hòa màu' }, middle),
    choice('engine', relightFields.engine, { en: 'How the finish looks', vi: 'Nét hoàn thiện của ảnh' }, automatic),
    choice(
      'transfer_light_a',
      relightFields.light_level,
      { en: 'How much light is carried over', vi: 'Chuyển bao nhiêu ánh sáng sang' },
      automatic,
    ),
    choice(
      'transfer_light_b',
      relightFields.light_curve,
      { en: 'How the light is carried over', vi: 'Chuyển ánh sáng sang theo đường nào' },
      automatic,
    ),
    fixedGeneration,
  ],
};

export const relight = freepikEndpoint({
  name: 'relight',
  title: 'Relight',
  path: '/v1/ai/image-relight',
  command: '/relight',
  about: {
    en: 'Puts a picture into another light: by words, or by the light of another picture, or by a light map.',
    vi: 'Đổi ánh sáng cho ảnh: bằng lời, bằng ánh sáng của một ảnh khác, hoặc bằng bản đồ sáng.',
  },
  parameters: [
    picture(
      'image',
      'base64-or-address',
      { en: 'The picture to relight', vi: 'Ảnh cần đổi ánh sáng' },
      { isRequired: true },
    ),
    prompt({
      en: `The light in words; \`(golden light:1.2)\` stresses it, ${WEAKEST} to ${STRONGEST}`,
      vi: `Ánh sáng bằng lời; \`(golden light:1.2)\` để nhấn mạnh, từ ${WEAKEST} đến ${STRONGEST}`,
    }),
    picture('transfer_light_from_reference_image', 'base64-or-address', {
      en: 'A picture whose light to copy. Not together with a light map',
      vi: 'Ảnh mẫu để lấy ánh sáng. Không dùng cùng bản đồ sáng',
    }),
    picture('transfer_light_from_lightmap', 'base64-or-address', {
      en: 'A map that shows where the light falls. Not together with a reference',
      vi: 'Bản đồ cho biết ánh sáng chiếu vào đâu. Không dùng cùng ảnh mẫu ánh sáng',
    }),
    amount(
      'light_transfer_strength',
      relightFields.strength,
      {
        en: 'How much the light changes; 0 is closest to the original',
        vi: 'Ánh sáng thay đổi nhiều ít; 0 là gần ảnh gốc nhất',
      },
      { default: 100 },
    ),
    flag(
      'interpolate_from_original',
      {
        en: 'Blend the original light into the new one: less freedom, good for the frames of a film',
        vi: 'Giữ kết quả nằm giữa ảnh gốc và ánh sáng mới: ít tự do hơn, hợp với chuỗi khung hình video',
      },
      false,
    ),
    flag(
      'change_background',
      {
        en: 'The background may change too: good for products and portraits; turn it off for landscapes and rooms',
        vi: 'Cho phép đổi cả nền: hợp với sản phẩm, chân dung; hãy tắt với phong cảnh, nội thất',
      },
      true,
    ),
    choice(
      'style',
      relightFields.style,
      { en: 'Mood of the new light', vi: 'Không khí của ánh sáng mới' },
      { default: 'standard' },
    ),
    flag('preserve_details', { en: 'Keep texture and small details', vi: 'Giữ chất liệu và chi tiết nhỏ' }, true),
    advancedSettings,
    webhookUrl,
  ],
  notes: [
    {
      en: '`transfer_light_b` also knows `strong_mid` in the document; tasks with it fail, so it is left out here.',
      vi: 'Trong tài liệu, `transfer_light_b` còn có `strong_mid`; tác vụ dùng giá trị này đều hỏng nên bảng không liệt kê.',
    },
    pictureShape,
    {
      en: 'For premium accounts only (as the 2025 document says).',
      vi: 'Chỉ dành cho tài khoản premium (theo tài liệu 2025).',
    },
  ],
  sample: {
    image: 'file:photo.png',
    prompt: 'warm evening sun from the left',
    light_transfer_strength: 80,
    change_background: false,
    advanced_settings: { contrast: 60 },
  },
});
