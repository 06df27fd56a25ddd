import type { InputOf } from '../core/operation.ts';
import type { Refusal } from '../core/refusal.ts';
import { models } from './flux-choices.ts';
import type { fluxFields } from './flux-fields.ts';
import { refuseAlone, refuseBoth, refuseElsewhere, refuseSameTwice, refuseSwitchedOff } from './option-rules.ts';
import { firstRefusal } from './picture-rules.ts';

export type FluxInput = InputOf<typeof fluxFields>;
type Model = keyof typeof models;

const WIDEST = [21, 9] as const;

export const worksWith = {
  image_strength: ['flux-pro-1.1-ultra'],
  aspect: ['flux-pro-1.1-ultra'],
  raw: ['flux-pro-1.1-ultra'],
  steps: ['flux-pro', 'flux-dev'],
  guidance: ['flux-pro', 'flux-dev'],
  interval: ['flux-pro'],
} as const satisfies Partial<Record<keyof FluxInput, readonly Model[]>>;

/** What flux-imagine would ignore silently. */
export const refuseFlux = firstRefusal<FluxInput>([
  ({ model }, facts) => refuseSwitchedOff(model, facts, { option: 'model', values: Object.keys(models) }),
  (input) => refuseElsewhere(input, { chooser: 'model', chosen: input.model, table: worksWith }),
  (input) => refuseAlone(input, 'image_strength', ['image']),
  (input) => refuseBoth(input, 'aspect', 'width') ?? refuseBoth(input, 'aspect', 'height'),
  ({ aspect }) => (aspect === undefined || isAspect(aspect) ? undefined : badAspect(aspect)),
  (input) => refuseSameTwice(input, 'seed'),
]);

/** Any ratio that is no wider than 21:9 and no taller than 9:21. */
function isAspect(typed: string): boolean {
  const [, across, down] = /^([1-9]\d?):([1-9]\d?)$/.exec(typed) ?? [];
  const [short, long] = [Number(across), Number(down)].sort((a, b) => a - b);
  return short !== undefined && long !== undefined && long * WIDEST[1] <= short * WIDEST[0];
}

const badAspect = (typed: string): Refusal => ({
  code: 'bad-shape',
  option: 'aspect',
  value: typed.slice(0, 40),
  example: '16:9',
  between: [WIDEST.join(':'), WIDEST.toReversed().join(':')],
});
