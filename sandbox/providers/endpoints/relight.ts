import { z } from 'zod';
import { type RelightParameters, relightPicture } from '../../pictures/transforms.ts';
import { defineEndpoint, givenPicture } from '../endpoint.ts';
import { checkShape, percent } from '../fields.ts';

const engines = [
  'automatic',
  'balanced',
  'cool',
  'real',
  'illusio',
  'fairy',
  'colorful_anime',
  'hard_transform',
  'softy',
] as const;

const lightA = ['automatic', 'low', 'medium', 'normal', 'high', 'high_on_faces'] as const;

/** `strong_mid` is accepted, and makes the task fail. */
const lightB = [
  'automatic',
  'composition',
  'straight',
  'smooth_in',
  'smooth_out',
  'smooth_both',
  'reverse_both',
  'soft_in',
  'soft_out',
  'soft_mid',
  'strong_mid',
  'style_shift',
  'strong_shift',
] as const;

const advancedSettings = z.strictObject({
  whites: percent.default(50),
  blacks: percent.default(50),
  brightness: percent.default(50),
  contrast: percent.default(50),
  saturation: percent.default(50),
  engine: z.enum(engines).default('automatic'),
  transfer_light_a: z.enum(lightA).default('automatic'),
  transfer_light_b: z.enum(lightB).default('automatic'),
  fixed_generation: z.boolean().default(false),
});

const styles = [
  'standard',
  'darker_but_realistic',
  'clean',
  'smooth',
  'brighter',
  'contrasted_n_hdr',
  'just_composition',
] as const;

const schema = z
  .strictObject({
    image: z.string(),
    webhook_url: z.url().optional(),
    prompt: z.string().default(''),
    transfer_light_from_reference_image: z.string().optional(),
    transfer_light_from_lightmap: z.string().optional(),
    light_transfer_strength: percent.default(100),
    interpolate_from_original: z.boolean().default(false),
    change_background: z.boolean().default(true),
    style: z.enum(styles).default('standard'),
    preserve_details: z.boolean().default(true),
    advanced_settings: advancedSettings.prefault({}),
  })
  .refine(
    (body) => body.transfer_light_from_reference_image === undefined || body.transfer_light_from_lightmap === undefined,
    {
      path: ['transfer_light_from_lightmap'],
      message: 'Incompatible with transfer_light_from_reference_image',
    },
  );

type Body = z.output<typeof schema>;
type Light = RelightParameters['light'];

export const relight = defineEndpoint({
  name: 'relight',
  path: '/v1/ai/image-relight',
  schema,
  pictureFields: ['image', 'transfer_light_from_reference_image', 'transfer_light_from_lightmap'],
  pictureSource: 'base64-or-link',
  pictureRule: checkShape,
  webhookUrl: (body) => body.webhook_url,
  ignored: (body) =>
    [...body.prompt.matchAll(/\([^():]*:(-?[\d.]+)\)/g)]
      .filter(([, weight]) => Number(weight) < 1 || Number(weight) > 1.4)
      .map(([words]) => `an emphasis should be from 1 to 1.4: ${words}`),
  isRefused: () => false,
  isBroken: (body) => body.advanced_settings.transfer_light_b === 'strong_mid',
  outputs(body, pictures, { variation }) {
    const image = givenPicture(pictures.image).bytes;
    const reference = pictures.transfer_light_from_reference_image;
    const map = pictures.transfer_light_from_lightmap;
    const light = map ? { bytes: map.bytes, isMap: true } : reference && { bytes: reference.bytes, isMap: false };
    const parameters = parametersOf(body, light, variation);
    return [{ nsfw: /\bnsfw\b/i.test(body.prompt), render: () => relightPicture(image, parameters) }];
  },
});

function parametersOf(body: Body, light: Light, variation: number): RelightParameters {
  const { advanced_settings: settings, style } = body;
  const styleBrightness = style === 'brighter' ? 1.2 : style === 'darker_but_realistic' ? 0.75 : 1;
  return {
    prompt: body.prompt,
    variation: settings.fixed_generation ? 0 : variation,
    light,
    strength: body.light_transfer_strength,
    isInterpolated: body.interpolate_from_original,
    brightness: styleBrightness * (0.5 + settings.brightness / 100),
    contrast: (style === 'contrasted_n_hdr' ? 1.3 : 1) * (0.5 + settings.contrast / 100),
    saturation: (settings.engine === 'cool' ? 0.8 : 1) * (0.5 + settings.saturation / 100),
    whites: settings.whites - 50,
    blacks: settings.blacks - 50,
    keepsDetails: body.preserve_details && style !== 'smooth',
  };
}
