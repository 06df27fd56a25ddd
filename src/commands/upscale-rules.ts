import type { InputOf } from '../core/operation.ts';
import { sizeOf } from '../core/picture-input.ts';
import type { Refusal } from '../core/refusal.ts';
import { refuseElsewhere, refuseSwitchedOff } from './option-rules.ts';
import { firstRefusal, refuseSize } from './picture-rules.ts';
import { type Mode, modes } from './upscale-choices.ts';
import type { upscaleFields } from './upscale-fields.ts';

export type UpscaleInput = InputOf<typeof upscaleFields>;
type Rule = (input: UpscaleInput) => Refusal | undefined;

export const LONGEST_SIDE = 10_060;
export const MOST_MEGAPIXELS = 25.3;
const PRECISION_SCALES = Array.from({ length: 15 }, (_, index) => index + 2);
export const CREATIVE_SCALES = [2, 4, 8, 16];
/** What the API takes when no scale is given; V2 does not say. */
const CREATIVE_DEFAULT = 2;

const worksWith = {
  scale: ['precision_v2', 'creative'],
  sharpen: ['precision', 'precision_v2'],
  grain: ['precision', 'precision_v2'],
  detail: ['precision', 'precision_v2'],
  flavor: ['precision_v2'],
  subject: ['creative'],
  prompt: ['creative'],
  creativity: ['creative'],
  hdr: ['creative'],
  resemblance: ['creative'],
  fractality: ['creative'],
  engine: ['creative'],
} as const satisfies Readonly<Record<Exclude<keyof UpscaleInput, 'image' | 'from' | 'mode'>, readonly Mode[]>>;

export const modeOf = ({ mode }: UpscaleInput): Mode => mode ?? 'precision';

const optionsFitTheMode: Rule = (input) =>
  refuseElsewhere(input, { chooser: 'mode', chosen: modeOf(input), table: worksWith });

const creativeDoubles: Rule = ({ mode, scale }) =>
  mode === 'creative' && scale !== undefined && !CREATIVE_SCALES.includes(scale)
    ? { code: 'bad-choice', option: 'scale', value: String(scale), allowed: CREATIVE_SCALES.map(String) }
    : undefined;

/** A picture whose size is not known yet is looked at again. */
const resultIsNotTooLarge: Rule = ({ image, mode, scale }) => {
  const size = sizeOf(image);
  if (!size) return undefined;
  const { width, height } = size;
  if (mode === 'precision_v2' && scale !== undefined) {
    const fits = (times: number) => Math.max(width, height) * times <= LONGEST_SIDE;
    return fits(scale) ? undefined : tooLarge({ limit: LONGEST_SIDE, unit: 'px' }, PRECISION_SCALES.filter(fits));
  }
  if (mode === 'creative') {
    const fits = (times: number) => width * height * times ** 2 <= MOST_MEGAPIXELS * 1_000_000;
    const working = CREATIVE_SCALES.filter(fits);
    return fits(scale ?? CREATIVE_DEFAULT)
      ? undefined
      : tooLarge({ limit: MOST_MEGAPIXELS, unit: 'megapixels' }, working);
  }
  return undefined;
};

const tooLarge = (most: { limit: number; unit: 'px' | 'megapixels' }, working: readonly number[]): Refusal => ({
  code: 'result-too-large',
  option: 'scale',
  ...most,
  nearest: working.at(-1)?.toString(),
});

export const refuseUpscale = firstRefusal<UpscaleInput>([
  (input, facts) => refuseSwitchedOff(modeOf(input), facts, { option: 'mode', values: Object.keys(modes) }),
  optionsFitTheMode,
  creativeDoubles,
  ({ image }) => refuseSize({ image }),
  resultIsNotTooLarge,
]);
