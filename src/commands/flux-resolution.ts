import type { InputOf } from '../core/operation.ts';
import { type Resolution, resolutionOf } from '../core/resolutions.ts';
import type { fluxFields } from './flux-fields.ts';

type FluxInput = Pick<InputOf<typeof fluxFields>, 'model' | 'width' | 'height'>;

/** What the API takes where no size is given. */
const USUAL = { width: 1024, height: 768 };

/** Ultra knows shapes only, and paints four megapixels. */
export function fluxResolution({ model, width, height }: FluxInput): Resolution {
  if (model === 'flux-pro-1.1-ultra') return '2k';
  return resolutionOf({ width: width ?? USUAL.width, height: height ?? USUAL.height });
}
