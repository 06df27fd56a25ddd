import { operations } from '../../../src/commands/index.ts';
import { type Examination, neededPermissions } from '../../../src/core/doctor.ts';
import { type FailureCode, failureCodes } from '../../../src/core/failure.ts';
import type { Trouble } from '../../../src/core/incident.ts';
import { DAY_MS } from '../../../src/core/periods.ts';
import { type ServerSettings, type SettingsRefusal, settingNames } from '../../../src/core/settings.ts';
import type { Statistics } from '../../../src/core/stats.ts';
import { diacriticsModes, type ListedRule, type WordAnswer, type WordsPage } from '../../../src/core/words/rules.ts';
import { AT, CHANNEL, JOB, MODERATOR, OWNER } from './pictures.ts';

export const allSet: ServerSettings = {
  language: 'vi',
  consent: 'opted-in',
  moderatorRole: '1100000000000000001',
  logChannel: CHANNEL,
  defaultModel: 'zen',
  spoiler: true,
};

export const settingsRefusals: readonly SettingsRefusal[] = [
  { kind: 'manage-server-only' },
  { kind: 'everyone-role' },
  { kind: 'no-text-channel', channelId: CHANNEL },
  { kind: 'cannot-write', channelId: CHANNEL, missing: ['ViewChannel', 'SendMessages'] },
  { kind: 'nothing-said' },
  { kind: 'bad-daily', typed: 'a `lot`' },
  ...[...settingNames, 'reset'].map((option) => ({ kind: 'bad-value' as const, option })),
];

const rule = (over: Partial<ListedRule>): ListedRule => ({
  word: 'gore',
  diacritics: 'auto',
  setBy: MODERATOR,
  setAt: AT - 9 * DAY_MS,
  hits: 0,
  members: [],
  ...over,
});

export const wordsPage = (over: Partial<WordsPage> = {}): WordsPage => ({
  page: 1,
  pages: 2,
  total: 11,
  rules: [
    rule({
      hits: 5,
      members: [
        { memberId: OWNER, count: 3 },
        { memberId: MODERATOR, count: 2 },
      ],
    }),
    rule({ word: 'zombie*' }),
    rule({ word: 'máu', diacritics: 'exact', hits: 1, members: [{ memberId: OWNER, count: 1 }] }),
    rule({ word: 'dao', diacritics: 'ignore' }),
  ],
  ...over,
});

export const wordAnswers: readonly WordAnswer[] = [
  ...diacriticsModes.map((diacritics) => ({ kind: 'added', word: 'máu', reading: 'máu', diacritics }) as const),
  { kind: 'added', word: 'gore', reading: 'gore', diacritics: 'auto', longer: 'gore*' },
  ...(['too-long', 'blank', 'stars', 'full', 'known'] as const).map(
    (problem) => ({ kind: 'refused', problem, word: 'gore' }) as const,
  ),
  { kind: 'removed', word: 'gore' },
  { kind: 'no-such-rule', word: 'gore' },
  { kind: 'tested', reading: '', broken: [], rules: 0, isCut: false },
  { kind: 'tested', reading: 'a gory scene', broken: [], rules: 3, isCut: true },
  { kind: 'tested', reading: 'blood and gore', broken: ['gore', 'blood'], rules: 3, isCut: false },
  {
    kind: 'tested',
    reading: 'one of each',
    broken: Array.from({ length: 13 }, (_, at) => `word ${at + 1}`),
    rules: 40,
    isCut: false,
  },
];

const outcomes = (done: number) => ({
  done,
  failed: Math.floor(done / 9),
  cancelled: Math.floor(done / 20),
  open: done % 2,
  credits: done * 2,
});
const lost = (codes: readonly FailureCode[]) => codes.map((code, at) => ({ code, jobs: codes.length - at }));

export const statistics = (over: Partial<Statistics> = {}): Statistics => ({
  from: AT - (AT % DAY_MS) - 6 * DAY_MS,
  to: AT - (AT % DAY_MS) + DAY_MS,
  total: outcomes(131),
  days: [12, 25, 8, 0, 31, 40, 15].map((done, at) => ({
    ...outcomes(done),
    day: AT - (AT % DAY_MS) + (at - 6) * DAY_MS,
    jobs: done === 0 ? {} : { imagine: done - 5, upscale: 3, rmbg: 2 },
  })),
  operations: operations.map(({ name }, at) => ({
    ...outcomes(60 - at * 7),
    operation: name,
    p50: at === 5 ? undefined : 9000 + at * 2500,
    p95: at === 5 ? undefined : 20_000 + at * 9000,
  })),
  members: [OWNER, MODERATOR, '#left-this-server'].map((memberId, at) => ({ ...outcomes(70 - at * 25), memberId })),
  memberCount: 3,
  failures: lost(['refused', 'provider-busy', 'deadline', 'no-credits']),
  accounts: {
    accepted: 131,
    reserved: 280,
    charged: 262,
    givenBack: 16,
    held: 2,
    unknown: { jobs: 0, credits: 0 },
    odd: [],
  },
  ...over,
});

export const emptyStatistics: Statistics = statistics({
  total: outcomes(0),
  days: [],
  operations: [],
  members: [],
  memberCount: 0,
  failures: [],
});
export const oddStatistics: Statistics = statistics({
  failures: lost(failureCodes),
  accounts: { ...statistics().accounts, unknown: { jobs: 2, credits: 4 }, odd: [JOB] },
});

const healthy = (over: Partial<Examination> = {}): Examination => ({
  version: '1.2.3',
  runtime: 'Node 24',
  since: AT - 3 * DAY_MS,
  missing: [],
  logChannel: 'seen',
  providers: [
    { name: 'freepik', pausedFor: undefined },
    { name: 'apiframe', pausedFor: undefined },
  ],
  off: [],
  files: { kind: 'service', answer: 'good', ms: 12, hasAddress: true, waiting: 0 },
  publicAddress: 'good',
  invite: 'https://discord.com/oauth2/authorize?client_id=1100000000000000000&scope=bot&permissions=274878008320',
  operator: undefined,
  ...over,
});

/** The same for whoever runs the bot, and each with something else that is wrong. */
export const examinations: Readonly<Record<string, Examination>> = {
  'all is well': healthy(),
  'all is well, for the operator': healthy({
    operator: {
      keys: [{ name: 'freepik', answer: 'good', ms: 90 }],
      database: { kind: 'sqlite', answer: 'good', ms: 1, migration: '0008-limits' },
      webhooks: [{ name: 'freepik', heardAt: AT - 60_000 }],
      unset: [],
    },
  }),
  'much is wrong': healthy({
    missing: neededPermissions,
    logChannel: 'unseen',
    providers: [
      { name: 'freepik', pausedFor: 'key' },
      { name: 'apiframe', pausedFor: 'credits' },
    ],
    off: [
      { commands: ['imagine'], model: 'fluid', since: AT - DAY_MS, retryAt: AT + 3_600_000 },
      { commands: ['reimagine', 'edit'], model: undefined, since: AT - 7_200_000, retryAt: undefined },
    ],
    files: { kind: 'embedded', answer: 'bad', ms: 1, hasAddress: false, waiting: 14 },
    publicAddress: 'unset',
    operator: {
      keys: [
        { name: 'freepik', answer: 'bad', ms: 3 },
        { name: 'apiframe', answer: 'silent', ms: 6000 },
      ],
      database: { kind: 'postgres', answer: 'silent', ms: 6000, migration: '0008-limits' },
      webhooks: [{ name: 'freepik', heardAt: undefined }],
      unset: ['FILE_SERVICE_URL', 'PUBLIC_URL', 'OPERATOR_MONTHLY_CREDITS'],
    },
  }),
  'nothing is set': healthy({
    logChannel: 'unset',
    providers: [{ name: 'freepik', pausedFor: 'gone' }],
    files: { kind: 'service', answer: 'silent', ms: 6000, hasAddress: true, waiting: 0 },
    publicAddress: 'elsewhere',
  }),
  'the file service is down': healthy({
    missing: ['AttachFiles'],
    files: { kind: 'service', answer: 'bad', ms: 20, hasAddress: true, waiting: 1 },
    publicAddress: 'unreached',
  }),
};

const spool = { usedMegabytes: 1700, limitMegabytes: 2048 };
export const troubles: readonly Trouble[] = [
  { kind: 'provider-paused', provider: 'freepik', reason: 'key' },
  { kind: 'provider-paused', provider: 'apiframe', reason: 'credits' },
  { kind: 'provider-paused', provider: 'apiframe', reason: 'gone' },
  { kind: 'switched-off', provider: 'freepik', path: '/v1/ai/mystic', operations: ['imagine'] },
  { kind: 'switched-off', provider: 'freepik', path: '/v1/ai/mystic', model: 'zen', operations: ['imagine'] },
  { kind: 'outside-plan', provider: 'freepik', path: '/v1/ai/image-relight', operations: ['relight', 'style'] },
  { kind: 'spool-nearly-full', ...spool },
  { kind: 'spool-full', ...spool },
  { kind: 'disk-nearly-full', freeMegabytes: 300 },
  { kind: 'file-store-away', waiting: 2, since: AT - 600_000 },
  {
    kind: 'host-not-allowed',
    host: 'cdn.example:8443',
    variable: 'FREEPIK_RESULT_HOSTS',
    waiting: 2,
    operations: ['imagine'],
  },
  { kind: 'file-refused', megabytes: 10.5, status: 413 },
  { kind: 'file-refused', megabytes: 1, status: 415 },
  { kind: 'database' },
];
