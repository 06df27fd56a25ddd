import { given } from '../core/json.ts';
import type { PictureSlot, ProviderRequest } from '../core/provider.ts';
import type { RelightInput } from './relight-rules.ts';

export const relightEndpoint = { path: '/v1/ai/image-relight' };

/** The body as Relight documents it: what was not said is left to the API. */
export function relightRequest(input: RelightInput): Omit<ProviderRequest, 'provider'> {
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
