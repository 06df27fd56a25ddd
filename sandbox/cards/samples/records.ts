import {
  type CaseState,
  caseOutcomes,
  type Moderation,
  type PictureRecord,
  type RecordAnswer,
} from '../../../src/core/cases.ts';
import { AT, JOB, MESSAGE, MODERATOR, OWNER, options } from './pictures.ts';

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
  moderations: [],
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
