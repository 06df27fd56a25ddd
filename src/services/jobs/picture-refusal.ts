import { unreachable } from '../../core/json.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { PictureError } from '../files/contract.ts';
import { MAXIMUM_SOURCE_BYTES } from './open-source.ts';
import { MAXIMUM_SOURCE_MEGAPIXELS } from './sources.ts';

const USUAL_MEGABYTES = MAXIMUM_SOURCE_BYTES / 1024 / 1024;

/** What is wrong with the picture of an option, for the member. */
export function pictureRefusal(option: string, { problem, about }: Pick<PictureError, 'problem' | 'about'>): Refusal {
  switch (problem) {
    case 'not-a-picture':
      return { code: 'not-a-picture', option };
    case 'too-large':
      return { code: 'picture-too-large', option, limitMegabytes: about.limitMegabytes ?? USUAL_MEGABYTES };
    case 'too-many-pixels':
      return { code: 'picture-too-many-pixels', option, limitMegapixels: MAXIMUM_SOURCE_MEGAPIXELS };
    case 'unreadable':
      return { code: 'picture-unreadable', option };
    case 'not-found':
      return { code: 'picture-not-found', option };
    case 'expired':
      return { code: 'picture-expired', option };
    case 'unreachable':
      return { code: 'picture-unreachable', option };
    case 'host-refused':
      return { code: 'link-not-allowed', option, host: about.host ?? '' };
    default:
      return unreachable(problem);
  }
}
