import { given, unreachable } from '../core/json.ts';
import type { ProviderRequest } from '../core/provider.ts';
import { modeOf, type UpscaleInput } from './upscale-rules.ts';

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
      return { path: '/v1/ai/image-upscaler-precision', body: precision(input) };
    case 'precision_v2': {
      const { scale, flavor } = input;
      const body = given({ scale_factor: scale, ...precision(input), flavor });
      return { path: '/v1/ai/image-upscaler-precision-v2', body };
    }
    case 'creative':
      return { path: '/v1/ai/image-upscaler', body: creative(input) };
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
