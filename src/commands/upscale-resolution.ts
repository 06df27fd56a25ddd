import { sizeOf } from '../core/picture-input.ts';
import { type Resolution, resolutionOf } from '../core/resolutions.ts';
import type { UpscaleInput } from './upscale-rules.ts';

/** Where no scale is said, or none can be: an upscaler at least doubles. */
const USUAL_SCALE = 2;

export function upscaleResolution({ image, scale = USUAL_SCALE }: UpscaleInput): Resolution | undefined {
  const size = sizeOf(image);
  return size && resolutionOf({ width: size.width * scale, height: size.height * scale });
}
