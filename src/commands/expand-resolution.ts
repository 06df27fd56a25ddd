import { sizeOf } from '../core/picture-input.ts';
import { type Resolution, resolutionOf } from '../core/resolutions.ts';
import type { ExpandInput } from './expand-fields.ts';
import { marginsOf } from './expand-request.ts';

export function expandResolution(input: ExpandInput): Resolution | undefined {
  const size = sizeOf(input.image);
  const margins = marginsOf(input);
  if (!size || !margins) return undefined;
  const { left, right, top, bottom } = margins;
  return resolutionOf({ width: size.width + left + right, height: size.height + top + bottom });
}
