import { given, unreachable } from '../core/json.ts';
import type { Endpoint, ProviderRequest } from '../core/provider.ts';
import type { Mode } from './upscale-choices.ts';
import { modeOf, type UpscaleInput } from './upscale-rules.ts';

const paths = {
  precision: '/v1/ai/image-upscaler-precision',
  precision_v2: '/v1/ai/image-upscaler-precision-v2',
  creative: '/v1/ai/image-upscaler',
} as const satisfies Readonly<Record<Mode, string>>;

export const upscaleEndpoints: readonly Endpoint[] = Object.entries(paths).map(([value, path]) => ({
  path,
  required: 'image',
  choice: { option: 'mode', value },
}));

type Sent = Pick<ProviderRequest, 'path' | 'body'>;

/** Three endpoints, each with names of its own; what was not said is left to the API, whose defaults differ. */
export const upscaleRequest = (input: UpscaleInput): Omit<ProviderRequest, 'provider'> => ({
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
