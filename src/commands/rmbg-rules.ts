import type { Refusal } from '../core/refusal.ts';
import { firstRefusal } from './picture-rules.ts';
import { backgrounds, readBackground } from './rmbg-background.ts';
import type { RmbgInput } from './rmbg-fields.ts';

export const rmbgLimits = { maximumMegapixels: 25, maximumMegabytes: 20 } as const;

type Rule = (input: RmbgInput) => Refusal | undefined;

const backgroundIsKnown: Rule = ({ background }) => {
  if (background === undefined || readBackground(background) !== undefined) return undefined;
  const allowed = [...backgrounds.map(({ value }) => value), '#ff8800'];
  return { code: 'bad-choice', option: 'background', value: background, allowed };
};

/** A picture is made smaller on its way to us, but the copy may still weigh more than the endpoint takes. */
const copyIsLightEnough: Rule = ({ image }) => {
  const limitMegabytes = rmbgLimits.maximumMegabytes;
  return image?.kind === 'stored' && image.bytes > limitMegabytes * 1024 * 1024
    ? { code: 'picture-too-large', option: 'image', limitMegabytes }
    : undefined;
};

export const refuseRmbg = firstRefusal([backgroundIsKnown, copyIsLightEnough]);
