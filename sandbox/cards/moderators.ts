import { operations } from '../../src/commands/index.ts';
import { settingsWords } from '../../src/commands/settings.ts';
import { caseOutcomes } from '../../src/core/cases.ts';
import { costOf } from '../../src/core/credit-price.ts';
import { failureCodes } from '../../src/core/failure.ts';
import { phases } from '../../src/core/job.ts';
import type { Language } from '../../src/core/language.ts';
import { type LimitItem, targetOf } from '../../src/core/limits/changes.ts';
import { differences, unsetSettings } from '../../src/core/settings.ts';
import { statsPeriods, statsViews } from '../../src/core/stats.ts';
import { textsFor } from '../../src/i18n/index.ts';
import { renderAlert, renderBudgetNotice, renderWelcome } from '../../src/views/announcements.ts';
import {
  renderCase,
  renderConfirmRemoval,
  renderRecord,
  renderRecordAnswer,
  renderSettled,
  renderWaiting,
} from '../../src/views/cases.ts';
import { renderExamination } from '../../src/views/doctor.ts';
import {
  pauseLines,
  renderChangedSince,
  renderEdited,
  renderLimitLog,
  renderLimitTable,
  renderUndone,
} from '../../src/views/limits/answers.ts';
import { concernText } from '../../src/views/limits/items.ts';
import { renderLimitProblem } from '../../src/views/limits/problems.ts';
import { renderWhy } from '../../src/views/limits/quota.ts';
import { renderSettings, renderSettingsChange, renderSettingsRefusal } from '../../src/views/settings.ts';
import { renderCsv, renderStatistics } from '../../src/views/stats.ts';
import { renderWordAnswer, renderWords } from '../../src/views/words.ts';
import {
  budget,
  budgetNotices,
  CREDIT_PRICE,
  items,
  limitLog,
  limitProblems,
  limitTable,
  pauseAll,
  pauses,
  quotaPages,
  rules,
  wordingIn,
} from './samples/limits.ts';
import { AT, JOB, MESSAGE, MODERATOR, OWNER } from './samples/pictures.ts';
import { block, CASE, caseState, moderation, pictureRecord, recordAnswers } from './samples/records.ts';
import {
  allSet,
  emptyStatistics,
  examinations,
  oddStatistics,
  settingsRefusals,
  statistics,
  troubles,
  wordAnswers,
  wordsPage,
} from './samples/server.ts';
import { type CardGroups, namedBy, type ShownCard } from './shown.ts';

const ENTRY = '01MCC5RM00SK1B7NW2NAMDAN1B';

function limitCards(language: Language): readonly ShownCard[] {
  const wording = wordingIn(language);
  const names = operations.map(({ name }) => name);
  const about = { kind: 'member', id: OWNER } as const;
  const tables: Readonly<Record<string, Parameters<typeof limitTable>[0]>> = {
    'Limits, all': {},
    'Limits about a member': { about, items: items.filter(({ kind }) => kind !== 'rule').slice(0, 3) },
    'Limits while everything is paused': { items: [], pages: 1, pauses: [pauseAll] },
    'Limits, none': {
      pages: 0,
      items: [],
      budget: undefined,
      pauses: [],
      blocks: 0,
      grants: { count: 0, members: 0, credits: 0 },
    },
    'Limits about a member, none': { about, pages: 0, items: [] },
    'Limits, no such page': { page: 9, items: [] },
  };
  const logs: Readonly<Record<string, Parameters<typeof limitLog>[0]>> = {
    'Log of changes': {},
    'Log of changes, none': { pages: 0, entries: [] },
    'Log of changes, no such page': { page: 9, entries: [] },
  };
  return [
    ...Object.entries(tables).map(([name, over]) => ({ name, body: renderLimitTable(limitTable(over), wording) })),
    ...Object.entries(logs).map(([name, over]) => ({ name, body: renderLimitLog(limitLog(over), wording) })),
    ...Object.entries(quotaPages).map(([name, { overview }]) => ({
      name: `Why, ${name}`,
      body: renderWhy(overview, operations, language),
    })),
    ...namedBy(
      limitProblems,
      ({ problem }) => `Nothing changed: ${problem}`,
      (problem) => renderLimitProblem(problem, names, wording),
    ),
  ];
}

/** What was set and taken away, each with what it means. */
function changeCards(language: Language): readonly ShownCard[] {
  const wording = wordingIn(language);
  const { changes } = textsFor(language).limitDesk;
  const meaning: Readonly<Record<LimitItem['kind'], readonly string[]>> = {
    rule: [
      changes.costForEach(costOf(620, CREDIT_PRICE, language)),
      ...rules.map((rule) => concernText(rule, wording)),
    ],
    grant: [changes.grantNote(2, 80)],
    block: [changes.blockNote(2)],
    pause: [changes.pauseNote],
    budget: [changes.costForAll(costOf(5000, CREDIT_PRICE, language)), changes.budgetNote],
    word: [],
    setting: [],
  };
  const gone: Readonly<Partial<Record<LimitItem['kind'], readonly string[]>>> = {
    rule: [changes.ruleCleared],
    pause: pauseLines({ pauses, budget }, wording),
  };
  const set = items.map((item) => {
    const { kind } = item;
    const notes = kind === 'rule' ? meaning.rule.slice(0, 2) : meaning[kind];
    const change = { target: targetOf(item), before: undefined, after: item, notes, entryId: ENTRY };
    return { name: `Set: ${kind}`, body: renderEdited(change, wording) };
  });
  const firsts = items.filter((item, at) => items.findIndex(({ kind }) => kind === item.kind) === at);
  return [
    ...set.map(({ name, body }, at) => ({ name: `${name}, ${at + 1}`, body })),
    ...firsts.flatMap((item) => {
      const { kind } = item;
      const change = { target: targetOf(item), before: item, after: undefined, notes: gone[kind] ?? [] };
      return [
        { name: `Taken away: ${kind}`, body: renderEdited({ ...change, entryId: ENTRY }, wording) },
        { name: `As before: ${kind}`, body: renderEdited({ ...change, after: item, entryId: undefined }, wording) },
        { name: `Undone: ${kind}`, body: renderUndone({ ...change, entryId: ENTRY }, wording) },
        {
          name: `Changed since: ${kind}`,
          body: renderChangedSince({ ...change, entryId: ENTRY, mark: '0123456789ab' }, wording),
        },
      ];
    }),
  ];
}

function settingsCards(language: Language): readonly ShownCard[] {
  const changes: Readonly<Record<string, readonly [typeof allSet, typeof allSet]>> = {
    'Settings, all changed': [unsetSettings, allSet],
    'Settings, all taken back': [allSet, unsetSettings],
    'Settings, nothing changed': [allSet, allSet],
  };
  return [
    { name: 'Settings, none', body: renderSettings(unsetSettings, settingsWords, language) },
    { name: 'Settings, all of them', body: renderSettings(allSet, settingsWords, language, 1) },
    { name: 'Settings while reports wait', body: renderSettings(unsetSettings, settingsWords, language, 12) },
    ...Object.entries(changes).map(([name, [before, after]]) => ({
      name,
      body: renderSettingsChange(
        { before, after, changed: differences(before, after), waiting: 2 },
        settingsWords,
        language,
      ),
    })),
    ...settingsRefusals.map((refusal) => ({
      name: `Settings: ${refusal.kind}${refusal.kind === 'bad-value' ? ` of ${refusal.option}` : ''}`,
      body: renderSettingsRefusal(refusal, settingsWords, language),
    })),
  ];
}

function statsCards(language: Language): readonly ShownCard[] {
  const page = { period: '7d', view: 'day', found: statistics(), chart: undefined } as const;
  return [
    ...statsViews.map((view) => ({
      name: `Statistics by ${view}`,
      body: renderStatistics({ ...page, view, chart: `attachment://stats-${view}.png` }, operations, language),
    })),
    ...statsPeriods.map((period) => ({
      name: `Statistics of nothing, ${period}`,
      body: renderStatistics({ ...page, period, found: emptyStatistics }, operations, language),
    })),
    {
      name: 'Statistics that do not add up',
      body: renderStatistics({ ...page, period: '30d', view: 'operation', found: oddStatistics }, operations, language),
    },
    { name: 'Accounts as a file', body: renderCsv('accounts.csv', 412, undefined, language) },
    { name: 'Accounts as a file, cut', body: renderCsv('accounts.csv', 20_000, '2026-09-02', language) },
  ];
}

const step = { kind: 'open', jobId: JOB, title: { en: 'Upscale', vi: 'Phóng to' }, ownerId: OWNER } as const;
const handedIn = { kind: 'handed-in', option: 'image' } as const;

const records: Readonly<Record<string, Parameters<typeof renderRecord>[0]>> = {
  plain: pictureRecord(),
  reported: pictureRecord({
    isCaseOpen: true,
    flagged: 1,
    isSpoiler: true,
    reports: { count: 3, lastAt: AT - 60_000, reasons: ['rude', 'this is my face'] },
    deletions: 1,
    suspensions: 2,
    block: block(),
  }),
  'made from others': pictureRecord({
    isPrivate: true,
    shared: [MESSAGE, undefined],
    sources: [
      handedIn,
      { kind: 'linked', option: 'style_reference', host: 'files.example.com' },
      { kind: 'result', option: 'from', step: { ...step, link: MESSAGE, isErased: false } },
      { kind: 'result', option: 'from', step: { kind: 'private' } },
    ],
    chain: [
      { ...step, link: MESSAGE, isErased: false },
      { ...step, link: undefined, isErased: true },
    ],
    block: block(undefined),
  }),
  long: pictureRecord({
    input: { prompt: 'a fox in the snow at dawn, seen from a low angle. '.repeat(40) },
    shared: [MESSAGE],
    sources: Array.from({ length: 30 }, () => handedIn),
  }),
  'several that ended in many ways': pictureRecord({
    pictures: 2,
    phases: [
      ...phases.map((phase) => ({ phase, failure: undefined, count: 1 })),
      ...failureCodes.map((failure) => ({ phase: 'failed' as const, failure, count: 1 })),
    ],
  }),
  'off the record': pictureRecord({ isErased: true, strip: undefined, link: undefined, pictures: 0 }),
};

const cases: Readonly<Record<string, Parameters<typeof renderCase>[0]>> = {
  open: caseState(),
  'open, flagged, of a member who is suspended': caseState({
    flagged: 1,
    isSuspended: true,
    pictures: [],
    moderations: [
      moderation(),
      moderation({ until: undefined }),
      moderation({ deed: 'lift' }),
      moderation({ deed: 'spoiler' }),
    ],
  }),
  ...Object.fromEntries(
    caseOutcomes.map((outcome) => [
      outcome,
      caseState({
        isErased: outcome === 'deleted',
        pictures: [],
        closed: { at: AT, by: MODERATOR, outcome },
        moderations: [moderation({ deed: outcome === 'deleted' ? 'delete' : 'dismiss' })],
      }),
    ]),
  ),
};

/** What moderators see. */
export function moderatorCards(language: Language): CardGroups {
  return {
    'Reports and records': [
      ...Object.entries(records).map(([name, state]) => ({
        name: `Picture record, ${name}`,
        body: renderRecord(state, { promptFile: name === 'long' ? 'attachment://prompt.txt' : undefined }, language),
      })),
      ...Object.entries(cases).map(([name, state]) => ({ name: `A case, ${name}`, body: renderCase(state, language) })),
      { name: 'Delete everywhere?', body: renderConfirmRemoval(CASE, language) },
      ...namedBy(
        recordAnswers,
        ({ kind }) => `Of a record: ${kind}`,
        (answer) => renderRecordAnswer(answer, language),
      ),
      {
        name: 'Suspended, with what to do next',
        body: renderRecordAnswer({ kind: 'suspended', block: block() }, language, JOB),
      },
      {
        name: 'Lifted, with what to do next',
        body: renderRecordAnswer({ kind: 'lifted', memberId: OWNER }, language, JOB),
      },
    ],
    Limits: limitCards(language),
    'Changes of limits': changeCards(language),
    Settings: settingsCards(language),
    'Word rules': [
      { name: 'Word rules', body: renderWords(wordsPage(), language) },
      { name: 'Word rules, none', body: renderWords(wordsPage({ pages: 0, total: 0, rules: [] }), language) },
      { name: 'Word rules, no such page', body: renderWords(wordsPage({ page: 9, rules: [] }), language) },
      ...namedBy(
        wordAnswers,
        ({ kind }) => `Word rules: ${kind}`,
        (answer) => renderWordAnswer(answer, language),
      ),
    ],
    Statistics: statsCards(language),
    'Check-ups': Object.entries(examinations).map(([name, found]) => ({
      name: `Doctor: ${name}`,
      body: renderExamination(found, operations, language),
    })),
  };
}

/** What the bot says by itself: to a server, to its moderators, to whoever reported, to whoever runs it. */
export function announcementCards(language: Language): CardGroups {
  return {
    'Said by itself': [
      { name: 'Welcome', body: renderWelcome({ dailyCredits: 50, concurrentJobs: 3 }, language) },
      ...budgetNotices.map((notice) => ({
        name: `The month’s budget at ${notice.percent}%`,
        body: renderBudgetNotice(notice, operations, language),
      })),
      { name: 'Reports wait, to the members', body: renderWaiting(undefined, language) },
      { name: 'Reports wait, to the owner of the server', body: renderWaiting('Darkroom sandbox', language) },
      ...caseOutcomes.flatMap((outcome) =>
        [MESSAGE, undefined].map((link) => ({
          name: `What you reported: ${outcome}${link ? '' : ', its message gone'}`,
          body: renderSettled({ outcome, reportedAt: AT - 3_600_000, link }, language),
        })),
      ),
    ],
    'To whoever runs the bot': (['began', 'over'] as const).flatMap((stage) =>
      namedBy(
        troubles,
        ({ kind }) => `${stage === 'began' ? 'Trouble' : 'Over'}: ${kind}`,
        (trouble) => renderAlert(trouble, stage, operations, language),
      ),
    ),
  };
}
