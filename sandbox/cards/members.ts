import { memberCommands, moderatorCommands, operations } from '../../src/commands/index.ts';
import type { Language } from '../../src/core/language.ts';
import { pingWishes } from '../../src/core/settings.ts';
import { renderHelp, renderHelpFor } from '../../src/views/help.ts';
import { renderHistory } from '../../src/views/history.ts';
import { renderJobs } from '../../src/views/jobs.ts';
import { renderQuota } from '../../src/views/limits/quota.ts';
import { renderNotice, renderTurnedAway } from '../../src/views/notices.ts';
import { renderExportPart, renderPrivacy } from '../../src/views/privacy.ts';
import { renderConsentRefusal, renderDenial, renderRefusal } from '../../src/views/refusals.ts';
import { denials, notices, otherRefusals, refusals } from './samples/answers.ts';
import { quotaPages } from './samples/limits.ts';
import { historyJob, historyPage, jobsPage, offer, openPost, privacyStates } from './samples/members.ts';
import { AT, JOB } from './samples/pictures.ts';
import { type CardGroups, namedBy, type ShownCard } from './shown.ts';

function listCards(language: Language): readonly ShownCard[] {
  const { pictures: [kept] = [] } = historyJob();
  const job = (n: number, over: Parameters<typeof historyJob>[0] = {}) =>
    historyJob({ jobId: `01JDZ8Q4S0M3T5V7W9XBCDEF${n + 10}`, at: AT - n * 3_600_000, ...over });
  const lacking = kept
    ? [
        kept,
        { ...kept, file: undefined, isHidden: true },
        { ...kept, file: undefined, link: undefined, isExpired: true },
        { ...kept, file: undefined, link: undefined },
      ]
    : [];
  return [
    ...pingWishes.map((ping) => ({
      name: `Jobs, called: ${ping}`,
      body: renderJobs(
        jobsPage({
          total: 4,
          ping,
          posts: [
            openPost(),
            openPost({
              jobId: `${JOB.slice(0, -1)}J`,
              mayCancel: false,
              status: { kind: 'working', ready: 1, total: 4, since: AT, expectedAt: AT + 150_000 },
            }),
            openPost({
              jobId: `${JOB.slice(0, -1)}K`,
              mayCancel: false,
              message: undefined,
              prompt: undefined,
              status: { kind: 'working', ready: 0, total: 1, since: AT, expectedAt: undefined },
            }),
            openPost({ jobId: `${JOB.slice(0, -1)}M`, mayCancel: false, status: { kind: 'delivering' } }),
          ],
        }),
        language,
      ),
    })),
    { name: 'Jobs, the second of three pages', body: renderJobs(jobsPage({ page: 2, pages: 3, total: 17 }), language) },
    { name: 'Jobs, none', body: renderJobs(jobsPage({ pages: 0, total: 0, posts: [] }), language) },
    {
      name: 'History',
      body: renderHistory(historyPage({ total: 3, pages: 1, jobs: [job(1), job(2), job(3)] }), language),
    },
    {
      name: 'History of several pictures, on the second of three pages',
      body: renderHistory(
        historyPage({
          page: 2,
          pages: 3,
          total: 13,
          jobs: [job(1, { pictures: kept ? [kept, kept, kept, kept] : [] }), job(2, { message: undefined })],
        }),
        language,
      ),
    },
    {
      name: 'History of what is not there any more',
      body: renderHistory(historyPage({ jobs: [job(1, { pictures: lacking })] }), language),
    },
    {
      name: 'History with what moderators took away',
      body: renderHistory(
        historyPage({
          total: 3,
          removed: { total: 2, latest: [{ jobId: JOB, title: { en: 'Imagine', vi: 'Vẽ' }, at: AT }] },
        }),
        language,
      ),
    },
    { name: 'History, none', body: renderHistory(historyPage({ pages: 0, total: 0, jobs: [] }), language) },
    { name: 'History, no such page', body: renderHistory(historyPage({ page: 9, pages: 2, jobs: [] }), language) },
  ];
}

/** Commands of members that make no picture. */
export function memberCards(language: Language): CardGroups {
  const every = offer.operations.flatMap(({ options }) => options);
  const allOptions = { ...memberCommands[0], options: every };
  const moderated = { ...offer, moderation: moderatorCommands };
  return {
    'Jobs and history': listCards(language),
    Help: [
      { name: 'Help', body: renderHelp(offer, language) },
      { name: 'Help for moderators', body: renderHelp(moderated, language) },
      { name: 'Help for what is not there', body: renderHelp(offer, language, 'imagin') },
      { name: 'Help for a command with more than fits', body: renderHelpFor(allOptions, [], language) },
      ...[...offer.operations, ...offer.commands, ...moderatorCommands].map((each) => ({
        name: `Help for ${each.name}`,
        body: renderHelpFor(each, [], language),
      })),
    ],
    Quota: Object.entries(quotaPages).map(([name, page]) => ({
      name: `Quota, ${name}`,
      body: renderQuota(page, language),
    })),
    Privacy: [
      ...namedBy(
        privacyStates,
        ({ kind }) => `Privacy: ${kind}`,
        (state) => renderPrivacy(state, language),
      ),
      ...[false, true].map((isLast) => ({
        name: isLast ? 'Privacy: the last part of an export' : 'Privacy: a part of an export',
        body: renderExportPart(
          { part: isLast ? 2 : 1, isLast, name: 'darkroom-export.zip', isPrivate: false },
          language,
        ),
      })),
    ],
  };
}

/** Short answers, most of them seen by one person alone. */
export function answerCards(language: Language): CardGroups {
  const options = operations.flatMap((operation) => operation.options);
  return {
    'What cannot be asked for': namedBy(
      [...Object.values(refusals), ...otherRefusals],
      ({ code }) => `Refused: ${code}`,
      (refusal) => renderRefusal(refusal, language, options),
    ),
    'What may not be asked for now': [
      ...namedBy(
        denials,
        ({ code }) => `Denied: ${code}`,
        (denial) => renderDenial(denial, language, options),
      ),
      ...(['own-only', 'author-did-not-agree', 'author-refuses'] as const).map((why) => ({
        name: `Not yours to edit: ${why}`,
        body: renderConsentRefusal(why, language),
      })),
      ...(['other-server', 'user-install'] as const).map((why) => ({
        name: `Turned away: ${why}`,
        body: renderTurnedAway(why, language),
      })),
    ],
    'Answers to a press': namedBy(
      notices,
      ({ kind }) => `Notice: ${kind}`,
      (notice) => renderNotice(notice, language),
    ),
  };
}
