import { wordingIn } from '../../sandbox/cards/samples/limits.ts';
import { operations } from '../../src/commands/index.ts';
import type { Language } from '../../src/core/language.ts';
import { targetOf } from '../../src/core/limits/changes.ts';
import { renderBudgetNotice } from '../../src/views/announcements.ts';
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
import { renderQuota, renderWhy } from '../../src/views/limits/quota.ts';
import type { MessageBody } from '../../src/views/message-body.ts';
import { items, limitLog, limitProblems, limitTable, logged, longRule } from './limit-samples.ts';
import { budgetNotices, quotaPages } from './quota-samples.ts';

/** Every answer of `/limits`, each as long as it gets. */
export function limitBodies(language: Language): readonly MessageBody[] {
  const wording = wordingIn(language);
  const names = operations.map(({ name }) => name);
  const { pauses, budget } = limitTable();
  const entryId = '01MCC5RM00SK1B7NW2NAMDAN1B';
  const notes = [concernText(longRule, wording), ...pauseLines({ pauses, budget }, wording)];
  const changes = items.flatMap((item) => {
    const target = targetOf(item);
    const sides = [
      { target, before: undefined, after: item, notes },
      { target, before: item, after: undefined, notes },
      { target, before: item, after: item, notes },
    ];
    return sides.flatMap((change) => [
      renderEdited({ ...change, entryId }, wording),
      renderEdited({ ...change, entryId: undefined }, wording),
      renderUndone({ ...change, entryId }, wording),
      renderChangedSince({ ...change, entryId, mark: '0123456789ab' }, wording),
    ]);
  });
  const about = { kind: 'member', id: '11000000000000000001' } as const;
  return [
    ...changes,
    ...limitProblems.map((problem) => renderLimitProblem(problem, names, wording)),
    ...[
      {},
      { about },
      { page: 1, pages: 0, items: [] },
      { about, page: 1, pages: 0, items: [] },
      { page: 9, items: [] },
    ].map((over) => renderLimitTable(limitTable(over), wording)),
    ...[{}, { page: 1, pages: 0, entries: [] }, { page: 9, entries: [] }].map((over) =>
      renderLimitLog(limitLog(over), wording),
    ),
    ...[{ isUndone: true }, { change: undefined }].map((over) =>
      renderLimitLog(limitLog({ entries: [logged(over)] }), wording),
    ),
    ...quotaPages.flatMap((page) => [renderQuota(page, language), renderWhy(page.overview, operations, language)]),
    ...budgetNotices.map((notice) => renderBudgetNotice(notice, operations, language)),
  ];
}
