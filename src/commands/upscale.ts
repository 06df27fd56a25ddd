import { choice, integer, optional, text } from '../core/fields.ts';
import { given, unreachable } from '../core/json.ts';
import type { Localized } from '../core/language.ts';
import { defineOperation, type InputOf } from '../core/operation.ts';
import { type Resolution, resolutionOf, sizeOf } from '../core/picture.ts';
import type { Endpoint, ProviderRequest } from '../core/provider.ts';
import type { Refusal } from '../core/refusal.ts';
import { engines } from './imagine.ts';
import { followUpsOf } from './shared/follow-ups.ts';
import {
  altText,
  firstRefusal,
  mainPicture,
  mainPictureIsNeeded,
  percent,
  refuseElsewhere,
  refuseSize,
  refuseSwitchedOff,
} from './shared/options.ts';

const modes = {
  precision: { en: 'Precision: true to the picture', vi: 'Precision: trung thành với ảnh' },
  precision_v2: { en: 'Precision V2: you choose the scale', vi: 'Precision V2: tự chọn số lần phóng' },
  creative: { en: 'Creative: invents details', vi: 'Creative: thêm chi tiết mới' },
} as const satisfies Record<string, Localized>;

type Mode = keyof typeof modes;

const flavors = {
  sublime: { en: 'Sublime', vi: 'Sublime: tuyệt mỹ' },
  photo: { en: 'Photo', vi: 'Ảnh chụp' },
  photo_denoiser: { en: 'Photo, without noise', vi: 'Ảnh chụp, khử nhiễu' },
} as const satisfies Record<string, Localized>;

const subjects = {
  standard: { en: 'Standard', vi: 'Tiêu chuẩn' },
  soft_portraits: { en: 'Soft portraits', vi: 'Chân dung mềm' },
  hard_portraits: { en: 'Hard portraits', vi: 'Chân dung sắc' },
  art_n_illustration: { en: 'Art and illustration', vi: 'Hội họa và minh họa' },
  videogame_assets: { en: 'Video game assets', vi: 'Tài nguyên trò chơi' },
  nature_n_landscapes: { en: 'Nature and landscapes', vi: 'Thiên nhiên và phong cảnh' },
  films_n_photography: { en: 'Films and photography', vi: 'Phim và nhiếp ảnh' },
  '3d_renders': { en: '3D renders', vi: 'Ảnh dựng 3D' },
  science_fiction_n_horror: { en: 'Science fiction and horror', vi: 'Khoa học viễn tưởng và kinh dị' },
} as const satisfies Record<string, Localized>;

const tenBothWays = { minimum: -10, maximum: 10 };

const amount = (vi: string, description: Localized) => optional(integer({ localNames: { vi }, description }, percent));
const balance = (vi: string, description: Localized) =>
  optional(integer({ localNames: { vi }, description }, tenBothWays));

/** Every field of the three upscalers that a member can set, in the order in which Discord shows them. */
export const upscaleFields = {
  ...mainPicture,
  mode: optional(
    choice(
      {
        localNames: { vi: 'chế_độ' },
        description: { en: 'Which upscaler (default: precision)', vi: 'Cách phóng to (mặc định: precision)' },
      },
      modes,
    ),
  ),
  scale: optional(
    integer(
      {
        localNames: { vi: 'số_lần' },
        description: {
          en: 'How many times larger a side gets: V2 2-16; creative 2, 4, 8 or 16 (2)',
          vi: 'Mỗi cạnh lớn gấp mấy lần: V2 2-16; creative 2, 4, 8 hoặc 16 (2)',
        },
      },
      { minimum: 2, maximum: 16 },
    ),
  ),
  sharpen: amount('độ_nét', {
    en: 'Precision: how sharp, 0-100 (50; V2: 7)',
    vi: 'Precision: sắc nét đến đâu, 0-100 (50; V2: 7)',
  }),
  grain: amount('độ_hạt', { en: 'Precision: film grain, 0-100 (7)', vi: 'Precision: hạt phim, 0-100 (7)' }),
  detail: amount('chi_tiết', { en: 'Precision: fine detail, 0-100 (30)', vi: 'Precision: chi tiết nhỏ, 0-100 (30)' }),
  flavor: optional(
    choice(
      {
        localNames: { vi: 'sắc_thái' },
        description: { en: 'Precision V2: what kind of finish', vi: 'Precision V2: kiểu hoàn thiện' },
      },
      flavors,
    ),
  ),
  subject: optional(
    choice(
      {
        localNames: { vi: 'chủ_đề' },
        description: { en: 'Creative: what the picture shows', vi: 'Creative: ảnh thuộc loại nào' },
      },
      subjects,
    ),
  ),
  prompt: optional(
    text({
      localNames: { vi: 'mô_tả' },
      description: { en: 'Creative: words that guide the new details', vi: 'Creative: lời mô tả cho chi tiết mới' },
    }),
  ),
  creativity: balance('độ_sáng_tạo', {
    en: 'Creative: how freely it invents, -10 to 10 (0)',
    vi: 'Creative: sáng tạo tự do đến đâu, -10 đến 10 (0)',
  }),
  hdr: balance('hdr', {
    en: 'Creative: definition and contrast, -10 to 10 (0)',
    vi: 'Creative: độ rõ và tương phản, -10 đến 10 (0)',
  }),
  resemblance: balance('độ_giống', {
    en: 'Creative: how close to the original, -10 to 10 (0)',
    vi: 'Creative: giống ảnh gốc đến đâu, -10 đến 10 (0)',
  }),
  fractality: balance('độ_dày_chi_tiết', {
    en: 'Creative: how much per pixel, -10 to 10 (0)',
    vi: 'Creative: độ dày chi tiết trên mỗi pixel, -10 đến 10 (0)',
  }),
  engine: optional(
    choice(
      {
        localNames: { vi: 'bộ_xử_lý' },
        description: { en: 'Creative: how the finish looks', vi: 'Creative: nét hoàn thiện của ảnh' },
      },
      engines,
    ),
  ),
};

type UpscaleInput = InputOf<typeof upscaleFields>;
type Rule = (input: UpscaleInput) => Refusal | undefined;

export const LONGEST_SIDE = 10_060;
export const MOST_MEGAPIXELS = 25.3;
const PRECISION_SCALES = Array.from({ length: 15 }, (_, index) => index + 2);
export const CREATIVE_SCALES = [2, 4, 8, 16];
/** What the API takes when no scale is given; V2 does not say. */
const CREATIVE_DEFAULT = 2;

const worksWith = {
  scale: ['precision_v2', 'creative'],
  sharpen: ['precision', 'precision_v2'],
  grain: ['precision', 'precision_v2'],
  detail: ['precision', 'precision_v2'],
  flavor: ['precision_v2'],
  subject: ['creative'],
  prompt: ['creative'],
  creativity: ['creative'],
  hdr: ['creative'],
  resemblance: ['creative'],
  fractality: ['creative'],
  engine: ['creative'],
} as const satisfies Readonly<Record<Exclude<keyof UpscaleInput, 'image' | 'from' | 'mode'>, readonly Mode[]>>;

const modeOf = ({ mode }: UpscaleInput): Mode => mode ?? 'precision';

const optionsFitTheMode: Rule = (input) =>
  refuseElsewhere(input, { chooser: 'mode', chosen: modeOf(input), table: worksWith });

const creativeDoubles: Rule = ({ mode, scale }) =>
  mode === 'creative' && scale !== undefined && !CREATIVE_SCALES.includes(scale)
    ? { code: 'bad-choice', option: 'scale', value: String(scale), allowed: CREATIVE_SCALES.map(String) }
    : undefined;

/** A picture whose size is not known yet is looked at again. */
const resultIsNotTooLarge: Rule = ({ image, mode, scale }) => {
  const size = sizeOf(image);
  if (!size) return undefined;
  const { width, height } = size;
  if (mode === 'precision_v2' && scale !== undefined) {
    const fits = (times: number) => Math.max(width, height) * times <= LONGEST_SIDE;
    return fits(scale) ? undefined : tooLarge({ limit: LONGEST_SIDE, unit: 'px' }, PRECISION_SCALES.filter(fits));
  }
  if (mode === 'creative') {
    const fits = (times: number) => width * height * times ** 2 <= MOST_MEGAPIXELS * 1_000_000;
    const working = CREATIVE_SCALES.filter(fits);
    return fits(scale ?? CREATIVE_DEFAULT)
      ? undefined
      : tooLarge({ limit: MOST_MEGAPIXELS, unit: 'megapixels' }, working);
  }
  return undefined;
};

const tooLarge = (most: { limit: number; unit: 'px' | 'megapixels' }, working: readonly number[]): Refusal => ({
  code: 'result-too-large',
  option: 'scale',
  ...most,
  nearest: working.at(-1)?.toString(),
});

const refuseUpscale = firstRefusal<UpscaleInput>([
  (input, facts) => refuseSwitchedOff(modeOf(input), facts, { option: 'mode', values: Object.keys(modes) }),
  optionsFitTheMode,
  creativeDoubles,
  ({ image }) => refuseSize({ image }),
  resultIsNotTooLarge,
]);

const paths = {
  precision: '/v1/ai/image-upscaler-precision',
  precision_v2: '/v1/ai/image-upscaler-precision-v2',
  creative: '/v1/ai/image-upscaler',
} as const satisfies Readonly<Record<Mode, string>>;

const upscaleEndpoints: readonly Endpoint[] = Object.entries(paths).map(([value, path]) => ({
  path,
  required: 'image',
  choice: { option: 'mode', value },
}));

type Sent = Pick<ProviderRequest, 'path' | 'body'>;

/** Three endpoints, each with names of its own; what was not said is left to the API, whose defaults differ. */
const upscaleRequest = (input: UpscaleInput): Omit<ProviderRequest, 'provider'> => ({
  ...sentOf(input),
  pictures: [{ field: 'image', option: 'image', as: 'base64' }],
});

function sentOf(input: UpscaleInput): Sent {
  const mode = modeOf(input);
  switch (mode) {
    case 'precision':
      return { path: paths[mode], body: precision(input) };
    case 'precision_v2': {
      const { scale, flavor } = input;
      const body = given({ scale_factor: scale, ...precision(input), flavor });
      return { path: paths[mode], body };
    }
    case 'creative':
      return { path: paths[mode], body: creative(input) };
    default:
      return unreachable(mode);
  }
}

const precision = ({ sharpen, grain, detail }: UpscaleInput) =>
  given({ sharpen, smart_grain: grain, ultra_detail: detail });

const creative = ({ scale, subject, prompt, creativity, hdr, resemblance, fractality, engine }: UpscaleInput) =>
  given({
    scale_factor: scale === undefined ? undefined : `${scale}x`,
    optimized_for: subject,
    prompt,
    creativity,
    hdr,
    resemblance,
    fractality,
    engine,
  });

/** Where no scale is said, or none can be: an upscaler at least doubles. */
const USUAL_SCALE = 2;

function upscaleResolution({ image, scale = USUAL_SCALE }: UpscaleInput): Resolution | undefined {
  const size = sizeOf(image);
  return size && resolutionOf({ width: size.width * scale, height: size.height * scale });
}

/** The three Freepik upscalers: the same picture, larger. */
export const upscale = defineOperation({
  name: 'upscale',
  localNames: { vi: 'phóng_to' },
  description: { en: 'Make a picture larger and sharper', vi: 'Phóng to và làm nét ảnh' },
  title: { en: 'Upscale', vi: 'Phóng to' },
  provider: 'freepik',
  endpoints: upscaleEndpoints,
  instead: [],
  prices: { precision: 1, precision_v2: 2, creative: 2 },
  followUps: followUpsOf('upscale', { hasPrompt: false }),
  main: mainPictureIsNeeded,
  fields: upscaleFields,
  refuse: refuseUpscale,
  tier: modeOf,
  usual: ({ mode }) => ({ mode: 'precision', ...(mode === 'creative' && { scale: CREATIVE_DEFAULT }) }),
  resolution: upscaleResolution,
  request: upscaleRequest,
  altText: ({ prompt }) => altText({ en: 'Enlarged picture', vi: 'Ảnh đã phóng to' }, prompt),
});
