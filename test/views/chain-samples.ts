import fc from 'fast-check';
import type { ChainPage, MadeStep } from '../../src/core/chain.ts';
import { ulid } from '../../src/core/ulid.ts';
import { anyText, JOB } from './card-samples.ts';
import { MESSAGE } from './page-samples.ts';

const AT = 1_790_000_000_000;

export const madeStep = (over: Partial<MadeStep> = {}): MadeStep => ({
  kind: 'made',
  jobId: JOB,
  n: 1,
  title: { en: 'Upscale', vi: 'Phóng to' },
  prompt: 'a fox in the snow',
  price: 2,
  charged: 2,
  at: AT,
  message: MESSAGE,
  ...over,
});

export const chainPage = (over: Partial<ChainPage> = {}): ChainPage => ({
  jobId: JOB,
  n: 1,
  strip: { url: 'attachment://chain.webp', isSpoiler: false },
  steps: [{ kind: 'source' }, madeStep({ jobId: ulid(AT), n: 2 }), { kind: 'gap' }, madeStep()],
  earlier: 0,
  later: [],
  ...over,
});

const anyMade = fc.record({
  kind: fc.constant('made' as const),
  jobId: fc.constant(JOB),
  n: fc.integer({ min: 1, max: 99 }),
  title: fc.record({ en: anyText, vi: anyText }),
  prompt: fc.option(anyText, { nil: undefined }),
  price: fc.nat(),
  charged: fc.nat(),
  at: fc.nat(4e12),
  message: fc.constantFrom(MESSAGE, undefined),
});
const withOwnIds = <T extends object>(steps: readonly T[], from: number): T[] =>
  steps.map((step, place) => ('jobId' in step ? { ...step, jobId: ulid(from + place) } : step));

export const anyChainPage: fc.Arbitrary<ChainPage> = fc.record({
  jobId: fc.constant(JOB),
  n: fc.integer({ min: 1, max: 99 }),
  strip: fc.constantFrom(undefined, { url: 'attachment://chain.webp', isSpoiler: true }),
  steps: fc
    .array(fc.oneof(anyMade, fc.constantFrom({ kind: 'source' as const }, { kind: 'gap' as const })), {
      minLength: 1,
      maxLength: 12,
      size: 'max',
    })
    .map((steps) => withOwnIds(steps, AT)),
  earlier: fc.nat(),
  later: fc.array(anyMade, { maxLength: 13 }).map((steps) => withOwnIds(steps, AT + 1000)),
});
