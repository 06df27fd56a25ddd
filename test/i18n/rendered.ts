import { memberCommands, moderatorCommands, operations } from '../../src/commands/index.ts';
import type { CardStatus } from '../../src/core/card.ts';
import { caseOutcomes } from '../../src/core/case.ts';
import { failureCodes } from '../../src/core/failure.ts';
import type { Trouble } from '../../src/core/incident.ts';
import type { Language } from '../../src/core/language.ts';
import { type Statistics, statsViews } from '../../src/core/stats.ts';
import { renderCase } from '../../src/views/case-message.ts';
import { renderChain } from '../../src/views/chain-page.ts';
import { renderDenial } from '../../src/views/denials.ts';
import { renderExamination } from '../../src/views/doctor-page.ts';
import { renderHelpFor } from '../../src/views/help-command.ts';
import { renderHelp } from '../../src/views/help-list.ts';
import { renderHistory } from '../../src/views/history-page.ts';
import { renderCard } from '../../src/views/job-card.ts';
import { renderJobs } from '../../src/views/jobs-page.ts';
import { renderNotice } from '../../src/views/notices.ts';
import { renderAlert } from '../../src/views/operator-alert.ts';
import { renderRecordAnswer } from '../../src/views/record-answers.ts';
import { renderRecord } from '../../src/views/record-page.ts';
import { renderRefusal } from '../../src/views/refusals.ts';
import { renderSettled, renderWaiting } from '../../src/views/report-news.ts';
import { renderStatistics } from '../../src/views/stats-page.ts';
import { renderWelcome } from '../../src/views/welcome.ts';
import { denials, notices, refusals } from '../views/answer-samples.ts';
import { card, JOB, options, picture } from '../views/card-samples.ts';
import { chainPage } from '../views/chain-samples.ts';
import { limitBodies } from '../views/limit-bodies.ts';
import { historyPage, jobsPage, offer } from '../views/page-samples.ts';
import { caseState, pictureRecord, recordAnswers } from '../views/record-samples.ts';
import { settingsBodies } from '../views/settings-samples.ts';
import type { Said } from './spoken.ts';

const names = operations.map(({ name }) => name);
const counts = { done: 5, failed: 2, cancelled: 1, open: 1, credits: 9 };
const statistics: Statistics = {
  from: 0,
  to: 86_400_000,
  total: counts,
  days: [{ ...counts, day: 0, jobs: { imagine: 5 } }],
  operations: names.map((operation) => ({ ...counts, operation, p50: 1200, p95: 9000 })),
  members: [{ ...counts, memberId: '1573651515222179801' }],
  memberCount: 1,
  failures: failureCodes.map((code) => ({ code, jobs: 1 })),
  accounts: {
    accepted: 9,
    reserved: 9,
    charged: 8,
    givenBack: 1,
    held: 0,
    unknown: { jobs: 2, credits: 2 },
    odd: [JOB],
  },
};
const statuses: readonly CardStatus[] = [
  { kind: 'queued', ahead: 0 },
  { kind: 'working', ready: 1, total: 4, progress: 0.4, expectedAt: 1_790_000_000_000 },
  { kind: 'finished', isLate: true },
  { kind: 'cancelled' },
  { kind: 'restarted' },
  ...failureCodes.map((reason) => ({ kind: 'failed', reason }) as const),
];
const troubles: readonly Trouble[] = [
  { kind: 'switched-off', provider: 'freepik', path: '/v1/ai/mystic', operations: names },
  { kind: 'outside-plan', provider: 'freepik', path: '/v1/ai/image-relight', operations: names },
  {
    kind: 'host-not-allowed',
    host: 'cdn.example',
    variable: 'FREEPIK_RESULT_HOSTS',
    waiting: 2,
    operations: names,
  },
];

/** What members, moderators and whoever runs the bot are shown, from samples of every kind of answer. */
function bodies(language: Language): Readonly<Record<string, readonly unknown[]>> {
  return {
    cards: statuses.map((status) => renderCard(card({ status, pictures: [picture()] }), language)),
    refusals: Object.values(refusals).map((refusal) => renderRefusal(refusal, language, options)),
    denials: denials.map((denial) => renderDenial(denial, language, options)),
    notices: notices.map((notice) => renderNotice(notice, language)),
    help: [
      renderHelp(offer, language, 'x'),
      renderHelp({ ...offer, moderation: moderatorCommands }, language),
      ...[...offer.operations, ...memberCommands, ...moderatorCommands].map((each) =>
        renderHelpFor(each, [], language),
      ),
    ],
    pages: [
      renderJobs(jobsPage(), language),
      renderHistory(historyPage(), language),
      renderChain(chainPage(), language),
    ],
    records: [
      renderRecord(pictureRecord(), { promptFile: undefined }, language),
      renderCase(caseState(), language),
      ...[undefined, 'A server'].map((name) => renderWaiting(name, language)),
      ...caseOutcomes.map((outcome) => renderSettled({ outcome, reportedAt: 0, link: 'https://x' }, language)),
      ...recordAnswers.map((answer) => renderRecordAnswer(answer, language)),
    ],
    limits: limitBodies(language),
    settings: settingsBodies(language),
    statistics: statsViews.map((view) =>
      renderStatistics({ period: '7d', view, found: statistics, chart: undefined }, operations, language),
    ),
    doctor: [
      renderExamination(
        {
          version: '1.2.3',
          runtime: 'Node 24',
          since: 0,
          missing: ['ViewChannel'],
          logChannel: 'unset',
          providers: [{ name: 'freepik', pausedFor: 'credits' }],
          off: [{ commands: names, model: undefined, since: 1, retryAt: 2 }],
          files: { kind: 'service', answer: 'bad', ms: 1, hasAddress: false, waiting: 1 },
          publicAddress: 'bad',
          invite: 'https://discord.com/oauth2/authorize?client_id=1',
          operator: undefined,
        },
        operations,
        language,
      ),
    ],
    alerts: troubles.flatMap((trouble) =>
      (['began', 'over'] as const).map((stage) => renderAlert(trouble, stage, operations, language)),
    ),
    welcome: [renderWelcome({ dailyCredits: 50, concurrentJobs: 3 }, language)],
  };
}

const READ = new Set(['content', 'label', 'description', 'placeholder', 'title']);

/** Every text in what Discord is sent. */
export const bodiesSay = (language: Language): readonly Said[] =>
  Object.entries(bodies(language)).flatMap(([where, all]) => textsIn(all).map((text): Said => [where, text]));

function textsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === 'string' && READ.has(key) ? [child] : textsIn(child),
  );
}
