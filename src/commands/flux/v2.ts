import { choice, flag, integer, number, optional, picture, withDefault } from '../../core/fields.ts';
import { given } from '../../core/json.ts';
import type { Localized } from '../../core/language.ts';
import { defineOperation, type InputOf } from '../../core/operation.ts';
import { type Resolution, resolutionOf, sizeOf } from '../../core/picture.ts';
import type { PictureSlot } from '../../core/provider.ts';
import {
  firstRefusal,
  mainPicture,
  refuseAlone,
  refuseBoth,
  refuseElsewhere,
  refuseSameTwice,
  refuseSwitchedOff,
} from '../shared/options.ts';
import {
  aspectOption,
  fluxCommand,
  modelOption,
  ofBoth,
  refuseAspect,
  refuseOther,
  sideOptions,
  strengthOption,
} from './fields.ts';

const models = {
  'flux-1.1-pro': { en: 'FLUX 1.1 pro: all-rounder', vi: 'FLUX 1.1 pro: đa năng' },
  'flux-1.1-pro-ultra': { en: 'FLUX 1.1 pro ultra: four megapixels', vi: 'FLUX 1.1 pro ultra: bốn megapixel' },
  'flux-2-pro': { en: 'FLUX 2 pro: newer, up to three pictures', vi: 'FLUX 2 pro: mới hơn, tối đa ba ảnh' },
  'flux-2-dev': { en: 'FLUX 2 dev: newer and cheaper', vi: 'FLUX 2 dev: mới hơn và rẻ hơn' },
  'flux-2-flex': { en: 'FLUX 2 flex: steps and guidance', vi: 'FLUX 2 flex: chỉnh số bước, độ bám' },
  'flux-2-max': { en: 'FLUX 2 max: finest', vi: 'FLUX 2 max: đẹp nhất' },
} as const satisfies Record<string, Localized>;

/** Of the first API. */
const others = {
  'flux-pro-1.1': 'flux-1.1-pro',
  'flux-pro-1.1-ultra': 'flux-1.1-pro-ultra',
  'flux-pro': undefined,
  'flux-dev': undefined,
  'flux-schnell': undefined,
} as const satisfies Record<string, keyof typeof models | undefined>;

const older = ['flux-1.1-pro', 'flux-1.1-pro-ultra'] as const;
const newer = ['flux-2-pro', 'flux-2-dev', 'flux-2-flex', 'flux-2-max'] as const;

const LIKE_PICTURE = 'match_input_image';

const furtherPicture = (localName: string, description: Localized) =>
  optional(picture({ localNames: { vi: localName }, description }));

/** Every field of images/generate that a member can set for FLUX, in the order in which Discord shows them. */
export const fluxV2Fields = {
  prompt: ofBoth.prompt,
  model: withDefault(
    modelOption(
      {
        en: 'Which model paints it (default: FLUX 1.1 pro)',
        vi: 'Mô hình nào vẽ (mặc định: FLUX 1.1 pro)',
      },
      models,
      others,
    ),
    'flux-1.1-pro',
  ),
  image: mainPicture.image,
  image2: furtherPicture('ảnh_2', { en: 'FLUX 2: a second picture', vi: 'FLUX 2: ảnh thứ hai' }),
  image3: furtherPicture('ảnh_3', { en: 'FLUX 2: a third picture', vi: 'FLUX 2: ảnh thứ ba' }),
  from: mainPicture.from,
  image_strength: strengthOption({
    en: 'FLUX 1.1, with a picture: how much of it stays, 0-1',
    vi: 'FLUX 1.1, khi có ảnh: giữ lại ảnh đó nhiều ít, 0-1',
  }),
  count: ofBoth.count,
  aspect: aspectOption({
    en: 'Shape, anything from 21:9 to 9:21',
    vi: 'Tỉ lệ khung ảnh, từ 21:9 đến 9:21',
  }),
  ...sideOptions(2048),
  resolution: optional(
    choice(
      {
        localNames: { vi: 'độ_phân_giải' },
        description: { en: 'FLUX 2: how many megapixels', vi: 'FLUX 2: bao nhiêu megapixel' },
      },
      {
        '0.5MP': { en: 'Half a megapixel', vi: 'Nửa megapixel' },
        '1MP': { en: '1 megapixel', vi: '1 megapixel' },
        '2MP': { en: '2 megapixels', vi: '2 megapixel' },
        '4MP': { en: '4 megapixels', vi: '4 megapixel' },
        [LIKE_PICTURE]: { en: 'Like the picture that you give', vi: 'Như ảnh bạn đưa' },
      },
    ),
  ),
  steps: optional(
    integer(
      {
        localNames: { vi: 'số_bước' },
        description: { en: 'How many steps it paints in, 1-50', vi: 'Vẽ trong bao nhiêu bước, 1-50' },
      },
      { minimum: 1, maximum: 50 },
    ),
  ),
  guidance: optional(
    number(
      {
        localNames: { vi: 'độ_bám_mô_tả' },
        description: {
          en: 'Higher follows the words more closely, and looks less real, 1.5-10',
          vi: 'Càng cao càng bám sát lời, nhưng kém thật hơn, 1.5-10',
        },
      },
      { minimum: 1.5, maximum: 10 },
    ),
  ),
  seed: ofBoth.seed,
  raw: optional(
    flag({
      localNames: { vi: 'ảnh_thô' },
      description: { en: 'Less processed, more natural', vi: 'Ít xử lý, tự nhiên hơn' },
    }),
  ),
  improve_prompt: ofBoth.improve_prompt,
};

type FluxInput = InputOf<typeof fluxV2Fields>;
type Model = keyof typeof models;

/** Which of the models has a field; of the others nobody says which model would ignore it. */
export const worksWithV2 = {
  image_strength: older,
  image2: newer,
  image3: newer,
  resolution: newer,
} as const satisfies Partial<Record<keyof FluxInput, readonly Model[]>>;

const ofMegapixels = { '0.5MP': '1k', '1MP': '1k', '2MP': '1k', '4MP': '2k' } as const;

function fluxResolution({ model, width, height, resolution, image }: FluxInput): Resolution | undefined {
  if (width !== undefined || height !== undefined)
    return resolutionOf({ width: width ?? height ?? 0, height: height ?? width ?? 0 });
  if (resolution === LIKE_PICTURE) {
    const size = sizeOf(image);
    return size && resolutionOf(size);
  }
  if (resolution !== undefined) return ofMegapixels[resolution];
  return model === 'flux-1.1-pro-ultra' ? '2k' : '1k';
}

const pictureOptions = ['image', 'image2', 'image3'] as const;

/** What images/generate would ignore silently, or refuse. */
const refuseFlux = firstRefusal<FluxInput>([
  ({ model }) => refuseOther(model, models),
  ({ model }, facts) => refuseSwitchedOff(model, facts, { option: 'model', values: Object.keys(models) }),
  (input) => refuseElsewhere(input, { chooser: 'model', chosen: input.model, table: worksWithV2 }),
  (input) => refuseAlone(input, 'image_strength', ['image']),
  (input) => (input.resolution === LIKE_PICTURE ? refuseAlone(input, 'resolution', pictureOptions) : undefined),
  (input) => refuseBoth(input, 'aspect', 'width') ?? refuseBoth(input, 'aspect', 'height'),
  (input) => refuseBoth(input, 'resolution', 'width') ?? refuseBoth(input, 'resolution', 'height'),
  refuseAspect,
  (input) => refuseSameTwice(input, 'seed'),
]);

/** An older model follows one picture, a newer one takes a list of them. */
function slotsOf(input: FluxInput): readonly PictureSlot[] {
  const common = { within: 'fluxParams', as: 'upload' } as const;
  const isOlder = older.some((name) => name === input.model);
  const handedIn = pictureOptions.filter((option) => input[option]);
  return handedIn.map((option) =>
    isOlder
      ? { ...common, field: 'image_prompt', option }
      : { ...common, field: 'input_images', option, isInList: true },
  );
}

const endpoint = { path: '/v2/images/generate' };

/** The FLUX models by APIFRAME's second API: a picture from words, and from other pictures if there are any. */
export const fluxV2 = defineOperation({
  ...fluxCommand,
  endpoints: [{ ...endpoint, required: 'prompt' }],
  prices: {
    'flux-1.1-pro': 2,
    'flux-1.1-pro-ultra': 3,
    'flux-2-pro': 2,
    'flux-2-dev': 1,
    'flux-2-flex': 3,
    'flux-2-max': 4,
  },
  pictureLimits: { maximumMegabytes: 25 },
  fields: fluxV2Fields,
  ofOthers: ['interval', 'tolerance'],
  refuse: refuseFlux,
  tier: ({ model }) => model,
  resolution: fluxResolution,
  request: (input) => ({
    ...endpoint,
    body: given({
      model: input.model,
      prompt: input.prompt,
      fluxParams: given({
        image_prompt_strength: input.image_strength,
        aspect_ratio: input.aspect,
        width: input.width,
        height: input.height,
        resolution: input.resolution,
        steps: input.steps,
        guidance: input.guidance,
        seed: input.seed,
        raw: input.raw,
        prompt_upsampling: input.improve_prompt,
        output_format: 'png',
      }),
    }),
    pictures: slotsOf(input),
  }),
});
