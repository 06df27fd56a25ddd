import { describe, expect, test } from 'vitest';
import { type BudgetFacts, type BudgetMonth, planBudget } from '../../../src/core/limits/budget.ts';

const commands = [
  { name: 'flux', price: 3 },
  { name: 'imagine', price: 3 },
  { name: 'upscale', price: 2 },
  { name: 'rmbg', price: 1 },
];
const facts = (spent: number, over: Partial<BudgetFacts> = {}): BudgetFacts => ({
  month: '2026-11',
  credits: 100,
  spent,
  commands,
  paused: [],
  known: undefined,
  ...over,
});
const known = (over: Partial<BudgetMonth> = {}): BudgetMonth => ({
  month: '2026-11',
  credits: 100,
  reached: 0,
  told: 0,
  pauses: {},
  ...over,
});

describe('pauses', () => {
  test.each([
    [79, []],
    [80, ['flux', 'imagine']],
    [89, ['flux', 'imagine']],
    [90, ['flux', 'imagine', 'upscale']],
    [100, ['flux', 'imagine', 'upscale']],
  ])('at %i percent %j have stopped, and the cheapest never does', (spent, stopped) => {
    expect(planBudget(facts(spent)).pause).toEqual(stopped);
  });

  test('of commands that all cost the same none stops before the others', () => {
    const same = [
      { name: 'a', price: 1 },
      { name: 'b', price: 1 },
    ];
    expect(planBudget(facts(99, { commands: same })).pause).toEqual([]);
  });

  test('end when credits come back, and begin again when they are spent again', () => {
    const at80 = planBudget(facts(80)).next;
    const lower = planBudget(facts(79, { known: at80, paused: ['flux', 'imagine'] }));
    expect(lower.resume).toEqual(['flux', 'imagine']);
    expect(planBudget(facts(80, { known: lower.next })).pause).toEqual(['flux', 'imagine']);
  });

  test('that a moderator ended stay ended for the month, and for no other', () => {
    const pauses = { flux: 'paused', imagine: 'paused' } as const;
    const resumed = planBudget(facts(85, { known: known({ pauses }), paused: ['flux'] }));
    expect(resumed.pause).toEqual([]);
    expect(planBudget(facts(99, { known: resumed.next, paused: ['flux'] })).pause).toEqual(['upscale']);
    expect(planBudget(facts(80, { month: '2026-12', known: resumed.next, paused: ['flux'] })).pause).toEqual([
      'imagine',
    ]);
  });

  test('end with the month, and when the budget is raised', () => {
    const pauses = { flux: 'paused', imagine: 'paused' } as const;
    const before = { known: known({ pauses }), paused: ['flux', 'imagine'] };
    expect(planBudget(facts(0, { ...before, month: '2026-12' })).resume).toEqual(['flux', 'imagine']);
    expect(planBudget(facts(85, { ...before, credits: 200 })).resume).toEqual(['flux', 'imagine']);
  });

  test('the same facts twice change nothing', () => {
    const first = planBudget(facts(95));
    const again = planBudget(facts(95, { known: first.next, paused: first.pause }));
    expect(again).toEqual({ next: first.next, pause: [], resume: [] });
  });
});

describe('notices', () => {
  const reached = (spent: number, over?: Partial<BudgetFacts>) => {
    const { next } = planBudget(facts(spent, over));
    return next.reached > next.told ? next.reached : undefined;
  };

  test.each([
    [49, undefined],
    [50, 50],
    [79, 50],
    [80, 80],
    [99, 80],
    [100, 100],
    [130, 100],
  ])('at %i percent the level to tell is %s', (spent, level) => {
    expect(reached(spent)).toBe(level);
  });

  test('each level is told once, also when credits came back in between', () => {
    expect(reached(79, { known: known({ reached: 80, told: 80 }) })).toBeUndefined();
    expect(reached(80, { known: known({ reached: 80, told: 80 }) })).toBeUndefined();
    expect(reached(100, { known: known({ reached: 80, told: 80 }) })).toBe(100);
  });

  test('of a raised budget the levels that lie ahead again are told again', () => {
    const raised = planBudget(facts(100, { credits: 200, known: known({ reached: 100, told: 100 }) })).next;
    expect(raised).toMatchObject({ reached: 50, told: 50 });
    expect(reached(160, { credits: 200, known: raised })).toBe(80);
  });

  test('a new month begins anew', () => {
    expect(reached(50, { month: '2026-12', known: known({ reached: 100, told: 100 }) })).toBe(50);
  });
});
