import { flag, integer, number, optional, withDefault } from '../../core/fields.ts';
import { given } from '../../core/json.ts';
import type { Localized } from '../../core/language.ts';
import { defineOperation, type InputOf } from '../../core/operation.ts';
import { type Resolution, resolutionOf } from '../../core/picture.ts';
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
  'flux-schnell': { en: 'FLUX schnell: fastest', vi: 'FLUX schnell: nhanh nhất' },
  'flux-dev': { en: 'FLUX dev: steps and guidance', vi: 'FLUX dev: chỉnh số bước, độ bám' },
  'flux-pro': { en: 'FLUX pro: steps, guidance, interval', vi: 'FLUX pro: chỉnh số bước, độ bám, chu kỳ' },
  'flux-pro-1.1': { en: 'FLUX pro 1.1: newer', vi: 'FLUX pro 1.1: mới hơn' },
  'flux-pro-1.1-ultra': { en: 'FLUX pro 1.1 ultra: any shape, raw', vi: 'FLUX pro 1.1 ultra: mọi tỉ lệ, ảnh thô' },
} as const satisfies Record<string, Localized>;

/** Of the second API. */
const others = {
  'flux-1.1-pro': 'flux-pro-1.1',
  'flux-1.1-pro-ultra': 'flux-pro-1.1-ultra',
  'flux-2-pro': undefined,
  'flux-2-dev': undefined,
  'flux-2-flex': undefined,
  'flux-2-max': undefined,
} as const satisfies Record<string, keyof typeof models | undefined>;

/** What the API takes where no size is given. */
const USUAL = { width: 1024, height: 768 };

/** Every field of flux-imagine that a member can set, in the order in which Discord shows them. */
export const fluxFields = {
  prompt: ofBoth.prompt,
  model: withDefault(
    modelOption(
      {
        en: 'Which model paints it (default: FLUX pro 1.1)',
        vi: 'Mô hình nào vẽ (mặc định: FLUX pro 1.1)',
      },
      models,
      others,
    ),
    'flux-pro-1.1',
  ),
  ...mainPicture,
  image_strength: strengthOption({
    en: 'Ultra, with a picture: how much of it stays, 0-1',
    vi: 'Ultra, khi có ảnh: giữ lại ảnh đó nhiều ít, 0-1',
  }),
  count: ofBoth.count,
  aspect: aspectOption({
    en: 'Ultra: shape, anything from 21:9 to 9:21 (16:9)',
    vi: 'Ultra: tỉ lệ khung ảnh, từ 21:9 đến 9:21 (16:9)',
  }),
  ...sideOptions(1440, USUAL),
  steps: optional(
    integer(
      {
        localNames: { vi: 'số_bước' },
        description: { en: 'Pro and dev: how many steps it paints in', vi: 'Pro và dev: vẽ trong bao nhiêu bước' },
      },
      { minimum: 1 },
    ),
  ),
  guidance: optional(
    number({
      localNames: { vi: 'độ_bám_mô_tả' },
      description: {
        en: 'Pro and dev: higher follows the words more closely, and looks less real',
        vi: 'Pro và dev: càng cao càng bám sát lời, nhưng kém thật hơn',
      },
    }),
  ),
  interval: optional(
    integer(
      {
        localNames: { vi: 'chu_kỳ' },
        description: { en: 'Pro: how guidance is controlled, 1-4 (2)', vi: 'Pro: cách điều khiển độ bám, 1-4 (2)' },
      },
      { minimum: 1, maximum: 4 },
    ),
  ),
  seed: ofBoth.seed,
  tolerance: optional(
    integer(
      {
        localNames: { vi: 'mức_kiểm_duyệt' },
        description: { en: 'Moderation: 0 strictest to 6 loosest', vi: 'Kiểm duyệt: 0 chặt nhất đến 6 thoáng nhất' },
      },
      { minimum: 0, maximum: 6 },
    ),
  ),
  raw: optional(
    flag({
      localNames: { vi: 'ảnh_thô' },
      description: { en: 'Ultra: less processed, more natural', vi: 'Ultra: ít xử lý, tự nhiên hơn' },
    }),
  ),
  improve_prompt: ofBoth.improve_prompt,
};

/** Ultra knows shapes only, and paints four megapixels. */
function fluxResolution({ model, width, height }: FluxInput): Resolution {
  if (model === 'flux-pro-1.1-ultra') return '2k';
  return resolutionOf({ width: width ?? USUAL.width, height: height ?? USUAL.height });
}

type FluxInput = InputOf<typeof fluxFields>;
type Model = keyof typeof models;

export const worksWith = {
  image_strength: ['flux-pro-1.1-ultra'],
  aspect: ['flux-pro-1.1-ultra'],
  raw: ['flux-pro-1.1-ultra'],
  steps: ['flux-pro', 'flux-dev'],
  guidance: ['flux-pro', 'flux-dev'],
  interval: ['flux-pro'],
} as const satisfies Partial<Record<keyof FluxInput, readonly Model[]>>;

/** What flux-imagine would ignore silently. */
const refuseFlux = firstRefusal<FluxInput>([
  ({ model }) => refuseOther(model, models),
  ({ model }, facts) => refuseSwitchedOff(model, facts, { option: 'model', values: Object.keys(models) }),
  (input) => refuseElsewhere(input, { chooser: 'model', chosen: input.model, table: worksWith }),
  (input) => refuseAlone(input, 'image_strength', ['image']),
  (input) => refuseBoth(input, 'aspect', 'width') ?? refuseBoth(input, 'aspect', 'height'),
  refuseAspect,
  (input) => refuseSameTwice(input, 'seed'),
]);

const endpoint = { path: '/flux-imagine' };

/** The FLUX models by APIFRAME's first API: a picture from words, and from another picture if there is one. */
export const fluxV1 = defineOperation({
  ...fluxCommand,
  endpoints: [{ ...endpoint, required: 'prompt' }],
  prices: { 'flux-schnell': 1, 'flux-dev': 1, 'flux-pro': 2, 'flux-pro-1.1': 2, 'flux-pro-1.1-ultra': 3 },
  fields: fluxFields,
  ofOthers: ['image2', 'image3', 'resolution'],
  refuse: refuseFlux,
  tier: ({ model }) => model,
  resolution: fluxResolution,
  usual: ({ model }) => (model === 'flux-pro-1.1-ultra' ? { aspect: '16:9' } : USUAL),
  request: ({ prompt, model, width, height, steps, guidance, interval, seed, raw, ...input }) => ({
    ...endpoint,
    body: given({
      prompt,
      model,
      image_prompt_strength: input.image_strength,
      aspect_ratio: input.aspect,
      width,
      height,
      steps,
      guidance,
      interval,
      seed,
      safety_tolerance: input.tolerance,
      raw,
      prompt_upsampling: input.improve_prompt,
    }),
    pictures: input.image ? [{ field: 'image_prompt', option: 'image', as: 'base64' }] : [],
  }),
});
