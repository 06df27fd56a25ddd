import { describe, expect, it } from 'vitest';
import { wordingIn } from '../../sandbox/cards/samples/limits.ts';
import { operations } from '../../src/commands/index.ts';
import { limits } from '../../src/commands/limits.ts';
import { languages } from '../../src/core/language.ts';
import { type LimitChange, type LimitItem, targetOf } from '../../src/core/limits/changes.ts';
import type { Rule, Whom } from '../../src/core/limits/rules.ts';
import {
  renderChangedSince,
  renderEdited,
  renderLimitLog,
  renderLimitTable,
  renderUndone,
} from '../../src/views/limits/answers.ts';
import { concernText } from '../../src/views/limits/items.ts';
import { renderLimitProblem } from '../../src/views/limits/problems.ts';
import { renderWhy } from '../../src/views/limits/quota.ts';
import type { MessageBody } from '../../src/views/message-body.ts';
import { boldAsMeant } from '../i18n/bold.ts';
import { allText, customIds } from './body-parts.ts';
import { limitBodies } from './limit-bodies.ts';
import { items, limitLog, limitProblems, limitTable, logged, longRule } from './limit-samples.ts';
import { expectWithinLimits } from './limits.ts';
import { quotaPages } from './quota-samples.ts';

describe.each(languages)('what /limits answers, in %s', (language) => {
  const wording = wordingIn(language);

  it('stays within Discord’s limits, however much there is to say', () => {
    for (const body of limitBodies(language)) expectWithinLimits(body);
  });

  it('shows no markup, link or mention that somebody typed', () => {
    const text = limitBodies(language).map(allText).join('\n');
    expect(text).toContain('\\@\u2060everyone \\*\\*\\[x\\]');
    expect(text).not.toMatch(/(?<!\\)@everyone|\]\(https:|(?<!\\)<@1>/);
  });

  it('names subcommands and options that there are, in the words of the reader’s Discord', () => {
    const text = limitBodies(language).map(allText).join('\n');
    const shown = ({ name, localNames }: { name: string; localNames: { vi: string } }) =>
      language === 'en' ? name : localNames.vi;
    const lines = [...text.matchAll(/`\/([^\s`]+) ([^\s`]+)([^`]*)`/g)];
    expect(new Set(lines.map(([, , subcommand]) => subcommand)).size).toBeGreaterThan(6);
    for (const [, command, subcommand, rest = ''] of lines) {
      expect(command).toBe(shown(limits));
      const known = limits.subcommands.find((each) => shown(each) === subcommand);
      const options = [...rest.matchAll(/(\S+?):/g)].map(([, name]) => name);
      const names = (known?.options ?? []).map(shown);
      expect(known).toBeDefined();
      expect(options.filter((name) => !names.includes(name ?? ''))).toEqual([]);
    }
  });

  it('says for whom a rule is in another sentence for each', () => {
    const id = '11000000000000000001';
    const whoms = [
      { kind: 'everyone' },
      ...(['role', 'member', 'channel'] as const).map((kind) => ({ kind, id })),
    ] as const;
    const texts = whoms.map((whom) => concernText({ ...longRule, whom, command: undefined }, wording));
    expect(new Set(texts).size).toBe(4);
    for (const text of texts) expect(text.length).toBeGreaterThan(60);
    expect(concernText({ ...longRule, command: 'flux' }, wording)).toContain('**/flux**');
  });

  it('says of what the budget paused that little is left, how one goes on, and no smaller budget than there is', () => {
    const budget = { scope: '1', credits: 5000, channelId: undefined };
    const by = { scope: '1', setBy: '2', setAt: 0 };
    const pauses = ['imagine', 'style'].map((command) => ({ ...by, command, cause: 'budget' as const }));
    const problem = { problem: 'not-paused', command: undefined, pauses, budget } as const;
    const name = (option: 'credits' | 'command') =>
      language === 'en' ? option : { credits: 'điểm', command: 'lệnh' }[option];
    const text = allText(renderLimitProblem(problem, ['flux', 'imagine'], wording));
    expect(text).toContain(`${name('credits')}:10000`);
    expect(text).toContain(`${name('command')}:imagine`);
    const shown = allText(renderLimitTable(limitTable({ pauses, budget, items: [] }), wording));
    for (const each of [text, shown]) expect(each).not.toMatch(/used up|nothing runs|đã hết ngân sách/i);
    const largest = { ...problem, budget: { ...budget, credits: 100_000_000 } };
    expect(allText(renderLimitProblem(largest, [], wording))).not.toContain(`${name('credits')}:`);
  });

  it('answers each problem in words of its own', () => {
    const texts = limitProblems.map((problem) => allText(renderLimitProblem(problem, ['flux', 'imagine'], wording)));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text.length).toBeGreaterThan(25);
  });
});

const whoms: readonly Whom[] = [
  { kind: 'everyone' },
  ...(['role', 'member', 'channel'] as const).map((kind) => ({ kind, id: longRule.scope })),
];
const fields: readonly Partial<Omit<Rule, 'until'> & { until: number }>[] = [
  { daily: 5 },
  { monthly: 5 },
  { concurrent: 5 },
  { cooldown: 5 },
  { resolution: '2k' },
  { allowed: true },
  { allowed: false },
  { daily: 5, concurrent: 2, until: 1_790_000_000_000 },
];
const by = { scope: longRule.scope, setBy: longRule.scope, setAt: 0 };
const commands = [undefined, 'gone_since', ...operations.map(({ name }) => name)];
const everyItem: readonly LimitItem[] = [
  ...whoms.flatMap((whom) =>
    commands.flatMap((command) =>
      fields.map((field): LimitItem => ({ kind: 'rule', rule: { ...by, until: undefined, whom, command, ...field } })),
    ),
  ),
  ...commands.flatMap((command) =>
    (['moderator', 'budget'] as const).map((cause): LimitItem => ({ kind: 'pause', pause: { ...by, command, cause } })),
  ),
  ...items.filter(({ kind }) => kind !== 'rule' && kind !== 'pause'),
];

describe.each(languages)('every title of every limit, in %s', (language) => {
  const wording = wordingIn(language);
  const overview = quotaPages[1]?.overview;

  it.each(['answered', 'undone', 'refused', 'listed', 'logged', 'explained'])(
    'is bold from its first letter to its last where it is %s',
    (where) => {
      const texts = everyItem.flatMap((item) => titled(where, item)).map(allText);
      expect(texts.length).toBeGreaterThan(where === 'explained' ? operations.length : everyItem.length - 1);
      expect(texts.filter((text) => !boldAsMeant(text) || text.includes('****'))).toEqual([]);
    },
  );

  function titled(where: string, item: LimitItem): readonly MessageBody[] {
    const target = targetOf(item);
    const change = { target, before: undefined, after: item, notes: [] };
    const same = { target, before: item, after: item, notes: [] };
    const entryId = logged().id;
    switch (where) {
      case 'answered':
        return [entryId, undefined].map((id) => renderEdited({ ...(id ? change : same), entryId: id }, wording));
      case 'undone':
        return [
          renderUndone({ ...change, entryId }, wording),
          renderChangedSince({ ...same, entryId, mark: '0123456789ab' }, wording),
        ];
      case 'refused':
        return item.kind === 'rule'
          ? [renderLimitProblem({ problem: 'no-such-rule', key: item.rule, there: [item.rule] }, [], wording)]
          : [
              renderLimitProblem(
                { problem: 'not-paused', command: 'flux', pauses: [], budget: undefined },
                [],
                wording,
              ),
            ];
      case 'listed':
        return [renderLimitTable(limitTable({ items: [item] }), wording)];
      case 'logged':
        return [true, false].map((isUndone) => {
          const entry = logged({ isUndone, change: { ...change, reason: '**spam**', undoes: undefined } });
          return renderLimitLog(limitLog({ entries: [entry] }), wording);
        });
      default:
        return overview ? operations.map((command) => renderWhy({ ...overview, command }, operations, language)) : [];
    }
  }
});

describe('the pages', () => {
  const wording = wordingIn('en');

  it('lead to one another, about whom they are', () => {
    const about = { kind: 'role', id: '11000000000000000001' } as const;
    expect(customIds(renderLimitTable(limitTable({ about }), wording))).toEqual([
      `v1:mod:limits:show:role.${about.id}:1`,
      `v1:mod:limits:show:role.${about.id}:3`,
    ]);
    const ids = customIds(renderLimitLog(limitLog(), wording));
    expect(ids.slice(-2)).toEqual(['v1:mod:limits:log::1', 'v1:mod:limits:log::3']);
    expect(ids).toHaveLength(6 + 2);
  });

  it('offer no way back from what is undone or was written by another version', () => {
    const entries = [logged({ isUndone: true }), logged({ change: undefined })];
    const body = renderLimitLog(limitLog({ page: 1, pages: 1, entries }), wording);
    expect(customIds(body)).toEqual([]);
    expect(allText(body)).toContain('**undone**');
    expect(allText(body)).toContain('Another version of the bot wrote this');
  });

  const stars = '*'.repeat(512);
  const pageOf = (changes: readonly Partial<LimitChange>[]) =>
    limitLog({
      entries: changes.map((change, n) =>
        logged({
          id: `01MCC5RM00SK1B7NW2NAMDAN${10 + n}`,
          change: { before: undefined, after: undefined, reason: undefined, undoes: 'x', ...change },
        }),
      ),
    });
  const six = (change: Partial<LimitChange>) => pageOf(Array.from({ length: 6 }, () => change));

  it.each(
    languages.flatMap((language) =>
      Object.entries({
        'blocks for reasons all of markup': { before: blocked(stars), after: blocked(`${stars}_`) },
        'blocks that were lifted for another': { before: blocked(stars), reason: `${stars}_` },
        'rules as long as they can be': { before: longItem, after: longItem },
        'rules with reasons': { before: longItem, after: longItem, reason: stars },
      }).map(([name, change]) => ({ language, name, change })),
    ),
  )('of six $name open in $language, each with its way back', ({ language, change }) => {
    const body = renderLimitLog(six(change), wordingIn(language));
    expectWithinLimits(body);
    expect(customIds(body).filter((id) => id.includes(':undo:'))).toHaveLength(6);
    expect(
      allText(body)
        .split('\n')
        .filter((line) => line.includes('→')),
    ).toHaveLength(6);
  });

  it('are cut only where they would not open', () => {
    const text = allText(renderLimitLog(pageOf([{ before: longItem, after: longItem }]), wording));
    const [said = ''] =
      allText(renderLimitTable(limitTable({ items: [longItem] }), wording)).match(/not allowed.*/) ?? [];
    expect(text).toContain(`${said} → **${said}**`);
    expect(text).not.toContain('…');
  });

  it('say a reason that stayed the same once', () => {
    const change = { before: blocked('three reports'), after: blocked('three reports') };
    expect(allText(renderLimitLog(pageOf([change]), wording)).match(/three reports/g)).toHaveLength(1);
    const lifted = { before: blocked('three reports'), reason: 'three reports' };
    expect(allText(renderLimitLog(pageOf([lifted]), wording)).match(/three reports/g)).toHaveLength(1);
  });
});

const longItem = { kind: 'rule', rule: longRule } as const;

function blocked(reason: string): LimitItem {
  const id = '11000000000000000001';
  const until = 1_790_000_000_000;
  return { kind: 'block', block: { scope: id, memberId: id, until, reason, setBy: id, setAt: until } };
}
