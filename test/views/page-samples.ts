import fc from 'fast-check';
import { memberCommands, operations } from '../../src/commands/index.ts';
import type { HistoryJob, HistoryPage, JobsPage, Offer, OpenPost, OpenStatus } from '../../src/core/pages.ts';
import { pingWishes } from '../../src/core/ping-wish.ts';
import { ulid } from '../../src/core/ulid.ts';
import { withCommonOptions } from '../../src/views/command-body.ts';
import { anyText, JOB } from './card-samples.ts';

const AT = 1_790_000_000_000;
export const MESSAGE = 'https://discord.com/channels/1100000000000000001/1100000000000000002/1100000000000000003';

export const openPost = (over: Partial<OpenPost> = {}): OpenPost => ({
  jobId: JOB,
  title: { en: 'Imagine', vi: 'Vẽ' },
  prompt: 'a fox in the snow',
  status: { kind: 'queued', ahead: 2 },
  message: MESSAGE,
  mayCancel: true,
  ...over,
});

export const jobsPage = (over: Partial<JobsPage> = {}): JobsPage => ({
  page: 1,
  pages: 1,
  total: 1,
  posts: [openPost()],
  ping: 'long',
  ...over,
});

export const historyJob = (over: Partial<HistoryJob> = {}): HistoryJob => ({
  jobId: JOB,
  title: { en: 'Imagine', vi: 'Vẽ' },
  prompt: 'a fox in the snow',
  altText: { en: 'a fox', vi: 'một con cáo' },
  at: AT,
  message: MESSAGE,
  pictures: [
    {
      file: { url: 'https://files.example.com/1.png', isSpoiler: false },
      isHidden: false,
      link: 'https://files.example.com/1.png',
      width: 2048,
      height: 1152,
    },
  ],
  ...over,
});

export const historyPage = (over: Partial<HistoryPage> = {}): HistoryPage => ({
  page: 1,
  pages: 1,
  total: 1,
  jobs: [historyJob()],
  ...over,
});

export const offer: Offer = {
  operations: operations.map((operation) => ({
    ...operation,
    options: withCommonOptions(operation),
    priceList: Object.entries(operation.prices).map(([tier, credits]) => ({ tier, credits })),
  })),
  commands: memberCommands,
  disabledModels: [],
};

const status: fc.Arbitrary<OpenStatus> = fc.oneof(
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
const withOwnIds = <T extends { jobId: string }>(entries: readonly T[]): T[] =>
  entries.map((entry, index) => ({ ...entry, jobId: ulid(AT + index) }));

const anyPost = fc.record({
  jobId: fc.constant(JOB),
  title: localized,
  prompt,
  status,
  message,
  mayCancel: fc.boolean(),
});
export const anyJobsPage: fc.Arbitrary<JobsPage> = fc.record({
  ...position,
  posts: fc.array(anyPost, { maxLength: 8, size: 'max' }).map(withOwnIds),
  ping: fc.constantFrom(...pingWishes),
});

/** No more files than a message may have: that is seen to where they are gathered. */
const anyMedia = fc.oneof(
  fc.nat(9).map((at) => `attachment://darkroom-${at}.png`),
  fc.constant('https://files.example.com/1.png'),
);
const anyPicture = fc.record({
  file: fc.option(fc.record({ url: anyMedia, isSpoiler: fc.boolean() }), { nil: undefined }),
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
  pictures: fc.array(anyPicture, { minLength: 1, maxLength: 12, size: 'max' }),
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
