import fc from 'fast-check';
import { type CaseState, caseOutcomes, type Moderation, moderationDeeds, type Reports } from '../../src/core/case.ts';
import { failureCodes } from '../../src/core/failure.ts';
import { phases } from '../../src/core/job.ts';
import type { PictureRecord, RecordAnswer, RecordSource, RecordStep } from '../../src/core/record.ts';
import { anyText, JOB, OWNER, options } from './card-samples.ts';
import { MESSAGE } from './page-samples.ts';

const AT = 1_790_000_000_000;
export const MODERATOR = '1100000000000000008';
export const CASE = '01JDZ8Q4S0M3T5V7W9XBCDEFGJ';

export const pictureRecord = (over: Partial<PictureRecord> = {}): PictureRecord => ({
  subject: JOB,
  jobId: JOB,
  operation: { name: 'imagine', localNames: { vi: 'vẽ' }, title: { en: 'Imagine', vi: 'Vẽ' }, options },
  input: { prompt: 'a fox in the snow', model: 'realism' },
  ownerId: OWNER,
  at: AT,
  link: MESSAGE,
  isErased: false,
  isPrivate: false,
  isSpoiler: false,
  shared: [],
  strip: { url: 'attachment://strip.webp', isSpoiler: true },
  sources: [],
  chain: [],
  price: 4,
  charged: 3,
  phases: [{ phase: 'done', failure: undefined, count: 1 }],
  pictures: 1,
  flagged: 0,
  provider: 'freepik',
  reports: undefined,
  isCaseOpen: false,
  block: undefined,
  deletions: 0,
  suspensions: 0,
  ...over,
});

export const caseState = (over: Partial<CaseState> = {}): CaseState => ({
  id: CASE,
  jobId: JOB,
  ownerId: OWNER,
  title: { en: 'Imagine', vi: 'Vẽ' },
  prompt: 'a fox in the snow',
  altText: { en: 'a fox', vi: 'một con cáo' },
  link: MESSAGE,
  at: AT,
  pictures: [{ file: { url: 'attachment://1.png', isSpoiler: true } }],
  flagged: 0,
  reports: { count: 2, lastAt: AT, reasons: ['rude'] },
  deeds: [],
  closed: undefined,
  isSuspended: false,
  isErased: false,
  ...over,
});

export const block = (until: number | undefined = AT) => ({
  scope: 'guild',
  memberId: OWNER,
  until,
  reason: 'spam',
  setBy: MODERATOR,
  setAt: AT,
});

export const moderation = (over: Partial<Moderation> = {}): Moderation => ({
  id: CASE,
  scope: 'guild',
  memberId: OWNER,
  deed: 'suspend',
  jobId: JOB,
  operation: 'imagine',
  caseId: CASE,
  actorId: MODERATOR,
  at: AT,
  until: AT,
  ...over,
});

const earlier = { actorId: MODERATOR, at: AT };

export const recordAnswers: readonly RecordAnswer[] = [
  { kind: 'suspended', block: block() },
  { kind: 'suspended', block: { ...block(), until: undefined } },
  { kind: 'suspended-already', block: block() },
  { kind: 'lifted', memberId: OWNER },
  { kind: 'not-suspended', memberId: OWNER, earlier },
  { kind: 'not-suspended', memberId: OWNER, earlier: undefined },
  { kind: 'covered', messages: 1 },
  { kind: 'covered', messages: 2 },
  { kind: 'covered-already', earlier },
  { kind: 'dismissed' },
  ...caseOutcomes.map((outcome) => ({ kind: 'closed-already', outcome, earlier }) as const),
  { kind: 'deleted', isOutOfReach: true },
  { kind: 'deleted-already', earlier, isOutOfReach: false },
  { kind: 'deleted-already', earlier: undefined, isOutOfReach: true },
  ...(['in-the-works', 'files-away', 'not-reported', 'missing', 'private', 'not-ours'] as const).map((kind) => ({
    kind,
  })),
];

const anyStep: fc.Arbitrary<RecordStep> = fc.oneof(
  fc.constant({ kind: 'private' as const }),
  fc.record({
    kind: fc.constant('open' as const),
    jobId: fc.constant(JOB),
    title: fc.record({ en: anyText, vi: anyText }),
    ownerId: fc.constant(OWNER),
    link: fc.option(fc.constant(MESSAGE), { nil: undefined }),
    isErased: fc.boolean(),
  }),
);
const anySource: fc.Arbitrary<RecordSource> = fc.oneof(
  fc.record({ kind: fc.constant('handed-in' as const), option: anyText }),
  fc.record({ kind: fc.constant('linked' as const), option: anyText, host: anyText }),
  fc.record({ kind: fc.constant('result' as const), option: anyText, step: anyStep }),
);
const anyReports: fc.Arbitrary<Reports> = fc.record({
  count: fc.nat(),
  lastAt: fc.constant(AT),
  reasons: fc.array(anyText, { maxLength: 3 }),
});
const many = { maxLength: 12, size: 'max' } as const;

export const anyRecord: fc.Arbitrary<PictureRecord> = fc
  .record({
    prompt: anyText,
    at: fc.constant(AT),
    isErased: fc.boolean(),
    isPrivate: fc.boolean(),
    isSpoiler: fc.boolean(),
    shared: fc.array(fc.option(fc.constant(MESSAGE), { nil: undefined }), { maxLength: 5 }),
    sources: fc.array(anySource, many),
    chain: fc.array(anyStep, many),
    phases: fc.array(
      fc.record({
        phase: fc.constantFrom(...phases),
        failure: fc.option(fc.constantFrom(...failureCodes), { nil: undefined }),
        count: fc.nat(10),
      }),
      { maxLength: 4 },
    ),
    pictures: fc.nat(10),
    flagged: fc.nat(10),
    reports: fc.option(anyReports, { nil: undefined }),
    isCaseOpen: fc.boolean(),
    reason: fc.option(anyText, { nil: undefined }),
  })
  .map(({ prompt, reason, ...over }) =>
    pictureRecord({ ...over, input: { prompt, model: prompt }, block: { ...block(), reason } }),
  );

export const anyCase: fc.Arbitrary<CaseState> = fc
  .record({
    prompt: fc.option(anyText, { nil: undefined }),
    title: fc.record({ en: anyText, vi: anyText }),
    altText: fc.record({ en: anyText, vi: anyText }),
    pictures: fc.array(fc.constant({ file: { url: 'attachment://1.png', isSpoiler: true } }), { maxLength: 14 }),
    flagged: fc.nat(4),
    reports: anyReports,
    deeds: fc.array(
      fc.constantFrom(...moderationDeeds).map((deed) => moderation({ deed })),
      { maxLength: 8 },
    ),
    isErased: fc.boolean(),
    outcome: fc.option(fc.constantFrom(...caseOutcomes), { nil: undefined }),
  })
  .map(({ outcome, ...over }) => caseState({ ...over, closed: outcome && { at: AT, by: MODERATOR, outcome } }));
