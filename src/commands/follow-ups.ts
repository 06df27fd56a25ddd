import type { FollowUp } from '../core/follow-up.ts';
import { expandPresets, relightPresets, restylePresets } from './presets.ts';

const picture = { from: 'picture' } as const;
const same = { from: 'same-input' } as const;

/** What can be made of any picture. */
const ofPicture: readonly FollowUp[] = [
  { action: 'upscale', operation: 'upscale', ...picture },
  { action: 'rmbg', operation: 'rmbg', ...picture },
  {
    action: 'expand',
    operation: 'expand',
    ...picture,
    presets: expandPresets,
    more: { operation: 'expand', option: 'shape' },
  },
  {
    action: 'relight',
    operation: 'relight',
    ...picture,
    presets: relightPresets,
    more: { operation: 'relight', option: 'prompt' },
  },
  ...(['edit', 'reimagine'] as const).map((operation) => ({
    action: 'restyle' as const,
    operation,
    ...picture,
    presets: restylePresets,
    more: { operation: 'style', option: 'reference' },
  })),
  { action: 'reword', operation: 'edit', ...picture, asks: 'prompt' },
];

interface Ways {
  /** What a fixed seed or the like is called: with it another try would be the same picture, and paid for. */
  readonly fixedBy?: readonly string[];
  /** The option through which a variation stays near the picture that it varies. */
  readonly variesBy?: string;
  /** Whether the words that it was made from can be edited. */
  readonly hasPrompt: boolean;
}

/** What results of an operation offer. */
export function followUpsOf(operation: string, { fixedBy, variesBy, hasPrompt }: Ways): readonly FollowUp[] {
  const without = fixedBy ? { without: fixedBy } : {};
  const near: FollowUp[] = variesBy ? [{ action: 'vary', operation, ...same, ...without, pictureAs: variesBy }] : [];
  const words: FollowUp[] = hasPrompt ? [{ action: 'prompt', operation, ...same, asks: 'prompt' }] : [];
  return [
    { action: 'again', operation, ...same, ...without },
    ...near,
    { action: 'vary', operation, ...same, ...without },
    ...ofPicture,
    ...words,
  ];
}
