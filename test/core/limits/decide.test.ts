import { describe, expect, test } from 'vitest';
import { type Decision, decide } from '../../../src/core/limits/decide.ts';
import { EVERYONE, type Rule, type Whom } from '../../../src/core/limits/rules.ts';

const subject = { scope: 'guild', memberId: 'ann', roles: ['red', 'blue'], channels: ['thread', 'parent'] };
const defaults = { daily: 50, concurrent: 3 };
const member: Whom = { kind: 'member', id: 'ann' };
const role = (id: string): Whom => ({ kind: 'role', id });
const channel = (id: string): Whom => ({ kind: 'channel', id });

const rule = (whom: Whom, fields: Partial<Rule>): Rule => ({
  scope: 'guild',
  whom,
  command: undefined,
  until: undefined,
  setBy: 'mod',
  setAt: 1,
  ...fields,
});

const decided = (rules: readonly Rule[], command: string | undefined = 'imagine'): Decision =>
  decide(rules, defaults, subject, command);

describe('which rule decides', () => {
  const ladder = [
    rule(member, { daily: 1, command: 'imagine' }),
    rule(member, { daily: 2 }),
    rule(role('red'), { daily: 3, command: 'imagine' }),
    rule(role('blue'), { daily: 9 }),
    rule(channel('thread'), { daily: 4, command: 'imagine' }),
    rule(channel('thread'), { daily: 5 }),
    rule(channel('parent'), { daily: 6, command: 'imagine' }),
    rule(channel('parent'), { daily: 7 }),
    rule(EVERYONE, { daily: 8, command: 'imagine' }),
    rule(EVERYONE, { daily: 10 }),
  ];

  test.each(ladder.map((_, place) => place))('without the %i strongest it is the next', (place) => {
    const rules = ladder.slice(place).reverse();
    expect(decided(rules).daily).toEqual({
      value: ladder[place]?.daily,
      by: ladder[place],
      beaten: [...ladder.slice(place + 1), 'operator'],
    });
  });

  test('without any it is the operator’s default, and where there is none nothing bounds', () => {
    const decision = decided([]);
    expect(decision.daily).toEqual({ value: 50, by: 'operator', beaten: [] });
    expect(decision.concurrent).toEqual({ value: 3, by: 'operator', beaten: [] });
    expect(decision.monthly).toEqual({ value: undefined, by: undefined, beaten: [] });
  });

  test('a rule for another command has no say, nor one for somebody else or elsewhere', () => {
    const others = [
      rule(member, { daily: 1, command: 'upscale' }),
      rule({ kind: 'member', id: 'bob' }, { daily: 1 }),
      rule(role('ann'), { daily: 1 }),
      rule(channel('elsewhere'), { daily: 1 }),
    ];
    expect(decided(others).daily.by).toBe('operator');
    const ofOne = [rule(member, { daily: 1, command: 'imagine' })];
    expect(decide(ofOne, defaults, subject, undefined).daily.by).toBe('operator');
  });

  test('each field is decided on its own', () => {
    const rules = [
      rule(member, { daily: 1 }),
      rule(role('red'), { cooldown: 9, daily: 5 }),
      rule(EVERYONE, { monthly: 7 }),
    ];
    const { daily, cooldown, monthly } = decided(rules);
    expect([daily.value, cooldown.value, monthly.value]).toEqual([1, 9, 7]);
  });

  test('of several roles the most generous decides, whichever that is for the field', () => {
    const red = { daily: 5, monthly: 9, concurrent: 1, cooldown: 10, resolution: '4k', allowed: false } as const;
    const blue = { daily: 6, monthly: 8, concurrent: 2, cooldown: 60, resolution: '1k', allowed: true } as const;
    for (const rules of [
      [rule(role('red'), red), rule(role('blue'), blue)],
      [rule(role('blue'), blue), rule(role('red'), red)],
    ]) {
      const { daily, monthly, concurrent, cooldown, resolution, allowed } = decided(rules);
      expect([daily, monthly, concurrent, cooldown, resolution, allowed].map(({ value }) => value)).toEqual([
        6,
        9,
        2,
        10,
        '4k',
        true,
      ]);
    }
  });

  test('a size that this version does not know has no say', () => {
    expect(decided([rule(member, { resolution: '99k' }), rule(EVERYONE, { resolution: '1k' })]).resolution.value).toBe(
      '1k',
    );
  });
});

describe('what a channel does not allow', () => {
  const no = rule(channel('parent'), { allowed: false });

  test('not even a rule for the member allows', () => {
    const yes = rule(member, { allowed: true });
    expect(decided([yes, no]).allowed).toEqual({ value: false, by: no, beaten: [yes] });
  });

  test('its thread may, by a rule of its own', () => {
    const yes = rule(channel('thread'), { allowed: true });
    expect(decided([no, yes]).allowed.value).toBe(true);
  });

  test('for one command it may allow what it does not allow in general', () => {
    const yes = rule(channel('parent'), { allowed: true, command: 'imagine' });
    expect(decided([no, yes]).allowed.value).toBe(true);
    expect(decided([no, yes], 'upscale').allowed.value).toBe(false);
  });
});
