import fc from 'fast-check';
import { AT, JOB, MESSAGE, MODERATOR, OWNER, operation, options } from '../../sandbox/cards/samples/pictures.ts';
import { block, caseState, moderation, pictureRecord } from '../../sandbox/cards/samples/records.ts';
import type { CardState, CardStatus, FinishedPicture } from '../../src/core/card.ts';
import {
  type CaseState,
  caseActions,
  caseOutcomes,
  type PictureRecord,
  type RecordSource,
  type RecordStep,
  type Reports,
} from '../../src/core/cases.ts';
import type { ChainPage } from '../../src/core/chain.ts';
import { actions } from '../../src/core/custom-ids.ts';
import { failureCodes } from '../../src/core/failure.ts';
import { phases } from '../../src/core/job.ts';
import type { OperationOption } from '../../src/core/operation.ts';
import type { HistoryPage, JobsPage, OpenStatus } from '../../src/core/pages.ts';
import { pingWishes } from '../../src/core/settings.ts';
import { ulid } from '../../src/core/ulid.ts';

/** Ids must differ wherever Discord asks for that. */
const withOwnIds = <T extends object>(entries: readonly T[], from = AT): T[] =>
  entries.map((entry, place) => ('jobId' in entry ? { ...entry, jobId: ulid(from + place) } : entry));

const cardStatus: fc.Arbitrary<CardStatus> = fc.oneof(
  fc.record({ kind: fc.constant('queued' as const), ahead: fc.nat() }),
  fc.record({
    kind: fc.constant('working' as const),
    ready: fc.nat(4),
    total: fc.nat(4),
    progress: fc.option(fc.double(), { nil: undefined }),
    expectedAt: fc.option(fc.nat(4e12), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('finished' as const), isLate: fc.boolean() }),
  fc.record({ kind: fc.constant('failed' as const), reason: fc.constantFrom(...failureCodes) }),
  fc.record({ kind: fc.constantFrom('cancelled' as const, 'restarted' as const) }),
);

const nasty = fc.constantFrom(
  '@everyone',
  '<@1>',
  '\n# ',
  '```',
  '||',
  '**',
  '\u202e',
  '👩‍👩‍👧‍👦',
  'e\u0301',
  '[a](b)',
  '\\',
  '_'.repeat(300),
);
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3000 }),
  fc.array(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), { maxLength: 400 }).map((parts) => parts.join('')),
  fc.nat(3000).map((length) => '*'.repeat(length)),
);

const link = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.nat(600).map((length) => `https://files.example.com/${'a'.repeat(length)}`),
  fc.string(),
);

const anyMedia = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{1,20}\.png$/).map((name) => `attachment://${name}`),
  fc.stringMatching(/^[a-z0-9]{1,64}\.png$/).map((name) => `https://files.example.com/${name}`),
);

const anyPicture: fc.Arbitrary<FinishedPicture> = fc.record({
  jobId: fc.constant(JOB),
  file: fc.option(fc.record({ url: anyMedia, isSpoiler: fc.boolean() }), { nil: undefined }),
  link: fc.option(link, { nil: undefined }),
  isLinkPending: fc.boolean(),
  width: fc.nat(),
  height: fc.nat(),
});

const manyOptions: readonly OperationOption[] = [
  ...options,
  ...Array.from({ length: 18 }, (_, index) => ({
    name: `text_${index}`,
    localNames: { vi: `chữ_${index}` },
    description: { en: 'Some text', vi: 'Một đoạn chữ' },
    required: false,
    kind: 'text' as const,
  })),
];

export const anyCard: fc.Arbitrary<CardState> = fc.record({
  operation: fc.subarray([...actions]).map((some) => ({
    ...operation,
    options: manyOptions,
    followUps: [...some, ...some].map((action) => ({ action, operation: 'imagine', from: 'same-input' as const })),
  })),
  input: fc.dictionary(
    fc.constantFrom(...manyOptions.map(({ name }) => name)),
    fc.oneof(anyText, fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), fc.constant({ kind: 'stored' })),
    { maxKeys: 25 },
  ),
  altText: fc.record({ en: anyText, vi: anyText }),
  ownerId: fc.constant(OWNER),
  jobId: fc.constant(JOB),
  status: cardStatus,
  pictures: fc.array(anyPicture, { maxLength: 14 }),
  failures: fc.array(fc.constantFrom(...failureCodes), { maxLength: 20 }),
  price: fc.nat(),
  charged: fc.nat(),
  prices: fc.dictionary(fc.constantFrom(...actions), fc.nat(), { maxKeys: actions.length }),
  left: fc.option(fc.nat(), { nil: undefined }),
  mayCancel: fc.boolean(),
  parent: fc.option(
    fc.record({
      ownerId: fc.constant(OWNER),
      n: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
      link: fc.option(fc.constant('https://discord.com/channels/1/2/3'), { nil: undefined }),
    }),
    { nil: undefined },
  ),
  isPrivate: fc.boolean(),
  mayReport: fc.boolean(),
  hasBefore: fc.boolean(),
});
const anyMade = fc.record({
  kind: fc.constant('made' as const),
  jobId: fc.constant(JOB),
  n: fc.integer({ min: 1, max: 99 }),
  title: fc.record({ en: anyText, vi: anyText }),
  prompt: fc.option(anyText, { nil: undefined }),
  price: fc.nat(),
  charged: fc.nat(),
  prices: fc.dictionary(fc.constantFrom(...actions), fc.nat(), { maxKeys: actions.length }),
  at: fc.nat(4e12),
  message: fc.constantFrom(MESSAGE, undefined),
});
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
    .map((steps) => withOwnIds(steps)),
  earlier: fc.nat(),
  later: fc.array(anyMade, { maxLength: 13 }).map((steps) => withOwnIds(steps, AT + 1000)),
});
const openStatus: fc.Arbitrary<OpenStatus> = fc.oneof(
  fc.record({ kind: fc.constant('queued' as const), ahead: fc.nat() }),
  fc.record({
    kind: fc.constant('working' as const),
    ready: fc.nat(4),
    total: fc.nat(4),
    since: fc.nat(4e12),
    expectedAt: fc.option(fc.nat(4e12), { nil: undefined }),
  }),
  fc.constant({ kind: 'delivering' as const }),
);
const localized = fc.record({ en: anyText, vi: anyText });
const position = { page: fc.integer({ min: 1, max: 999_999 }), pages: fc.nat(999_999), total: fc.nat() };
const message = fc.constantFrom(MESSAGE, undefined);
const prompt = fc.option(anyText, { nil: undefined });

const anyPost = fc.record({
  jobId: fc.constant(JOB),
  title: localized,
  prompt,
  status: openStatus,
  message,
  mayCancel: fc.boolean(),
});
export const anyJobsPage: fc.Arbitrary<JobsPage> = fc.record({
  ...position,
  posts: fc.array(anyPost, { maxLength: 8, size: 'max' }).map(withOwnIds),
  ping: fc.constantFrom(...pingWishes),
});

/** No more files than a message may have: that is seen to where they are gathered. */
const anyPageMedia = fc.oneof(
  fc.nat(9).map((at) => `attachment://darkroom-${at}.png`),
  fc.constant('https://files.example.com/1.png'),
);
const anyPagePicture = fc.record({
  file: fc.option(fc.record({ url: anyPageMedia, isSpoiler: fc.boolean() }), { nil: undefined }),
  isHidden: fc.boolean(),
  link: fc.option(
    fc.nat(600).map((length) => `https://files.example.com/${'a'.repeat(length)}`),
    { nil: undefined },
  ),
  width: fc.nat(),
  height: fc.nat(),
});
const anyHistoryJob = fc.record({
  jobId: fc.constant(JOB),
  title: localized,
  prompt,
  altText: localized,
  at: fc.nat(4e12),
  message,
  pictures: fc.array(anyPagePicture, { minLength: 1, maxLength: 12, size: 'max' }),
});
export const anyHistoryPage: fc.Arbitrary<HistoryPage> = fc.record({
  ...position,
  jobs: fc.array(anyHistoryJob, { maxLength: 6, size: 'max' }).map(withOwnIds),
  removed: fc.record({
    total: fc.nat(),
    latest: fc.array(
      fc.record({ jobId: fc.constant(JOB), title: fc.record({ en: anyText, vi: anyText }), at: fc.constant(AT) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  }),
});
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
    moderations: fc.array(
      fc.constantFrom(...caseActions).map((deed) => moderation({ deed })),
      { maxLength: 8 },
    ),
    isErased: fc.boolean(),
    outcome: fc.option(fc.constantFrom(...caseOutcomes), { nil: undefined }),
  })
  .map(({ outcome, ...over }) => caseState({ ...over, closed: outcome && { at: AT, by: MODERATOR, outcome } }));
