import type { InputOf } from '../core/operation.ts';
import type { Refusal } from '../core/refusal.ts';
import { emphasesIn } from './emphasis.ts';
import { refuseBoth } from './option-rules.ts';
import { firstRefusal, refuseSize } from './picture-rules.ts';
import type { relightFields } from './relight-fields.ts';

export type RelightInput = InputOf<typeof relightFields>;

export const WEAKEST = 1;
export const STRONGEST = 1.4;

export const refuseRelight = firstRefusal<RelightInput>([
  (input) => refuseBoth(input, 'light_reference', 'lightmap'),
  ({ prompt }) => refuseEmphasis(prompt ?? ''),
  ({ image, light_reference, lightmap }) => refuseSize({ image, light_reference, lightmap }),
]);

function refuseEmphasis(prompt: string): Refusal | undefined {
  const wrong = emphasesIn(prompt).find(({ weight }) => !(Number(weight) >= WEAKEST && Number(weight) <= STRONGEST));
  if (!wrong) return undefined;
  return {
    code: 'bad-emphasis',
    option: 'prompt',
    value: `(${wrong.words.slice(0, 40)}:${wrong.weight.slice(0, 10)})`,
  };
}
