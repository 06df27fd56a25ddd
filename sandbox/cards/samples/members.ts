import { memberCommands, operations } from '../../../src/commands/index.ts';
import { formatForgetId } from '../../../src/core/custom-ids.ts';
import type { HistoryJob, HistoryPage, JobsPage, Offer, OpenPost } from '../../../src/core/pages.ts';
import type { PrivacyState } from '../../../src/core/privacy.ts';
import { withCommonOptions } from '../../../src/views/command-body.ts';
import { AT, JOB, MESSAGE, OWNER } from './pictures.ts';

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

const sure = formatForgetId({ ownerId: OWNER, askedAt: AT });
export const privacyStates: readonly PrivacyState[] = [
  ...(['yes', 'no', undefined] as const).map((edits) => ({ kind: 'edits' as const, edits })),
  ...(['export-asked', 'export-closed', 'export-failed', 'delete-asked'] as const).map((kind) => ({ kind })),
  ...(['delete-stale', 'delete-not-yours'] as const).map((kind) => ({ kind })),
  ...(['export-under-way', 'delete-under-way'] as const).map((kind) => ({ kind, since: AT - 60_000 })),
  { kind: 'export-too-soon', next: AT + 3_600_000 },
  ...([0, 1, 12] as const).flatMap((many) => [
    { kind: 'export-sent' as const, parts: 2, unsent: many },
    { kind: 'export-here' as const, parts: 1, unsent: many },
    { kind: 'delete-done' as const, requests: 41, beyondReach: many },
  ]),
  ...([0, 2] as const).map((open) => ({
    ...{ kind: 'delete-confirm' as const, sure, monthEnds: AT + 9 * 86_400_000 },
    holdings: { requests: 41, pictures: 63, files: 7, open },
  })),
];
