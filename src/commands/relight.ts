import { choice, flag, integer, optional, picture, text } from '../core/fields.ts';
import { given } from '../core/json.ts';
import type { Localized } from '../core/language.ts';
import { defineOperation, type InputOf } from '../core/operation.ts';
import type { PictureSlot, ProviderRequest } from '../core/provider.ts';
import type { Refusal } from '../core/refusal.ts';
import { followUpsOf } from './shared/follow-ups.ts';
import {
  altText,
  firstRefusal,
  mainPicture,
  mainPictureIsNeeded,
  percent,
  refuseBoth,
  refuseSize,
  repeatable,
} from './shared/options.ts';

const styles = {
  standard: { en: 'Standard', vi: 'Tiêu chuẩn' },
  darker_but_realistic: { en: 'Darker but realistic', vi: 'Tối hơn nhưng chân thực' },
  clean: { en: 'Clean', vi: 'Sạch' },
  smooth: { en: 'Smooth', vi: 'Mượt' },
  brighter: { en: 'Brighter', vi: 'Sáng hơn' },
  contrasted_n_hdr: { en: 'Contrasted and HDR', vi: 'Tương phản cao và HDR' },
  just_composition: { en: 'Just the composition', vi: 'Chỉ bố cục' },
} as const satisfies Record<string, Localized>;

const engines = {
  automatic: { en: 'Automatic', vi: 'Tự động' },
  balanced: { en: 'Balanced', vi: 'Cân bằng' },
  cool: { en: 'Cool', vi: 'Cool: tông lạnh' },
  real: { en: 'Real', vi: 'Chân thực' },
  illusio: { en: 'Illusio', vi: 'Illusio' },
  fairy: { en: 'Fairy', vi: 'Fairy: cổ tích' },
  colorful_anime: { en: 'Colorful anime', vi: 'Anime rực rỡ' },
  hard_transform: { en: 'Hard transform', vi: 'Biến đổi mạnh' },
  softy: { en: 'Softy: soft', vi: 'Softy: mềm mại' },
} as const satisfies Record<string, Localized>;

const lightLevels = {
  automatic: { en: 'Automatic', vi: 'Tự động' },
  low: { en: 'Low', vi: 'Thấp' },
  medium: { en: 'Medium', vi: 'Trung bình' },
  normal: { en: 'Normal', vi: 'Bình thường' },
  high: { en: 'High', vi: 'Cao' },
  high_on_faces: { en: 'High on faces', vi: 'Cao trên khuôn mặt' },
} as const satisfies Record<string, Localized>;

/** The document also has strong_mid, with which every task fails. */
const lightCurves = {
  automatic: { en: 'Automatic', vi: 'Tự động' },
  composition: { en: 'Composition', vi: 'Theo bố cục' },
  straight: { en: 'Straight', vi: 'Thẳng' },
  smooth_in: { en: 'Smooth in', vi: 'Mượt ở đầu' },
  smooth_out: { en: 'Smooth out', vi: 'Mượt ở cuối' },
  smooth_both: { en: 'Smooth both', vi: 'Mượt cả hai đầu' },
  reverse_both: { en: 'Reverse both', vi: 'Đảo cả hai đầu' },
  soft_in: { en: 'Soft in', vi: 'Nhẹ ở đầu' },
  soft_out: { en: 'Soft out', vi: 'Nhẹ ở cuối' },
  soft_mid: { en: 'Soft middle', vi: 'Nhẹ ở giữa' },
  style_shift: { en: 'Style shift', vi: 'Chuyển phong cách' },
  strong_shift: { en: 'Strong shift', vi: 'Chuyển mạnh' },
} as const satisfies Record<string, Localized>;

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

interface Emphasis {
  /** What stands between the brackets, before the colon. */
  readonly words: string;
  readonly weight: string;
}

/** No emphasis where it may be the time of day, or a shape: `(at 18:30)`, `(16:9)`. */
const WEIGHT = /(?<!\d):\s*([-+]?(?=[.,]*\d)[\d.,]+)\s*\)/g;

/** Every `(words:n)` of a prompt, also inside one another. */
function emphasesIn(prompt: string): Emphasis[] {
  return [...prompt.matchAll(WEIGHT)].flatMap(({ index, 1: weight = '' }) => {
    const words = wordsBefore(prompt, index)?.trim();
    return words ? [{ words, weight }] : [];
  });
}

/** From the bracket that is still open at this place; a colon without one, as in a smiley, has none. */
function wordsBefore(prompt: string, colon: number): string | undefined {
  let closed = 0;
  for (let at = colon - 1; at >= 0; at -= 1) {
    if (prompt[at] === ')') closed += 1;
    if (prompt[at] !== '(') continue;
    if (closed === 0) return prompt.slice(at + 1, colon);
    closed -= 1;
  }
  return undefined;
}

type RelightInput = InputOf<typeof relightFields>;

export const WEAKEST = 1;
export const STRONGEST = 1.4;

const refuseRelight = firstRefusal<RelightInput>([
  (input) => refuseBoth(input, 'light_reference', 'lightmap'),
  ({ prompt }) => refuseEmphasis(prompt ?? ''),
  ({ image, light_reference, lightmap }) => refuseSize({ image, light_reference, lightmap }),
]);

function refuseEmphasis(prompt: string): Refusal | undefined {
  const wrong = emphasesIn(prompt).find(({ weight }) => !(Number(weight) >= WEAKEST && Number(weight) <= STRONGEST));
  if (!wrong) return undefined;
  return {
    code: 'bad-emphasis',
    option: 'prompt',
    value: `(${wrong.words.slice(0, 40)}:${wrong.weight.slice(0, 10)})`,
  };
}

const relightEndpoint = { path: '/v1/ai/image-relight' };

/** The body as Relight documents it: what was not said is left to the API. */
function relightRequest(input: RelightInput): Omit<ProviderRequest, 'provider'> {
  const { prompt, style, change_background, preserve_details } = input;
  const advanced = advancedSettings(input);
  return {
    ...relightEndpoint,
    body: given({
      prompt,
      light_transfer_strength: input.strength,
      style,
      interpolate_from_original: input.interpolate,
      change_background,
      preserve_details,
      advanced_settings: Object.keys(advanced).length > 0 ? advanced : undefined,
    }),
    pictures: slots.filter(({ option }) => input[option] !== undefined),
  };
}

const slots = [
  { field: 'image', option: 'image', as: 'base64' },
  { field: 'transfer_light_from_reference_image', option: 'light_reference', as: 'base64' },
  { field: 'transfer_light_from_lightmap', option: 'lightmap', as: 'base64' },
] as const satisfies readonly PictureSlot[];

const advancedSettings = ({ whites, blacks, brightness, contrast, saturation, engine, ...input }: RelightInput) =>
  given({
    whites,
    blacks,
    brightness,
    contrast,
    saturation,
    engine,
    transfer_light_a: input.light_level,
    transfer_light_b: input.light_curve,
    fixed_generation: input.repeatable,
  });

/** Freepik Relight: the same picture in another light. */
export const relight = defineOperation({
  name: 'relight',
  localNames: { vi: 'chiếu_sáng' },
  description: { en: 'Put a picture into another light', vi: 'Đổi ánh sáng cho ảnh' },
  title: { en: 'Relight', vi: 'Đổi ánh sáng' },
  provider: 'freepik',
  endpoints: [{ ...relightEndpoint, required: 'image' }],
  instead: ['edit'],
  prices: { standard: 1 },
  followUps: followUpsOf('relight', { fixedBy: ['repeatable'], hasPrompt: true }),
  main: mainPictureIsNeeded,
  fields: relightFields,
  refuse: refuseRelight,
  tier: () => 'standard',
  request: relightRequest,
  altText: ({ prompt }) => altText({ en: 'Picture in a new light', vi: 'Ảnh trong ánh sáng mới' }, prompt),
});
