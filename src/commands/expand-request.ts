import { given } from '../core/json.ts';
import { sizeOf } from '../core/picture-input.ts';
import type { ProviderRequest } from '../core/provider.ts';
import type { ExpandInput } from './expand-fields.ts';
import { type Margins, marginsFor, NO_MARGINS } from './expand-margins.ts';
import { parseShape } from './expand-shape.ts';

export const expandEndpoint = { path: '/v1/ai/image-expand/flux-pro' };

/** Undefined where a shape needs the size of the picture, and that is not known yet. */
export function marginsOf(input: ExpandInput): Margins | undefined {
  const { left = 0, right = 0, top = 0, bottom = 0 } = input;
  if (input.shape === undefined) return { left, right, top, bottom };
  const shape = parseShape(input.shape);
  const size = sizeOf(input.image);
  return shape && size && marginsFor(size, shape);
}

/** All four margins are always sent: the endpoint's own defaults are not 0. */
export function expandRequest(input: ExpandInput): Omit<ProviderRequest, 'provider'> {
  return {
    ...expandEndpoint,
    body: given({ prompt: input.prompt, ...(marginsOf(input) ?? NO_MARGINS) }),
    pictures: [{ field: 'image', option: 'image', as: 'base64' }],
  };
}
