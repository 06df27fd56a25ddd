import { describe, expect, test } from 'vitest';
import { limits } from '../../src/commands/limits.ts';
import type { Subcommand } from '../../src/core/command.ts';
import { ruleFields } from '../../src/core/limits/rules.ts';
import { memberCommandBody } from '../../src/views/command-body.ts';
import { expectWithinLimits } from './discord-limits.ts';

const whom = ['role', 'member', 'channel'];

test.each([
  ['show', whom],
  ['set', [...whom, 'command', ...ruleFields, 'until']],
  ['clear', [...whom, 'command']],
  ['why', ['member*', 'command']],
  ['grant', ['member*', 'credits*', 'until']],
  ['block', ['member*', 'until', 'reason']],
  ['unblock', ['member*']],
  ['pause', ['command']],
  ['resume', ['command']],
  ['budget', ['credits*', 'channel']],
  ['log', ['page']],
])('/limits %s takes %j', (name, options) => {
  const subcommand: Subcommand | undefined = limits.subcommands.find((each) => each.name === name);
  const names = subcommand?.options.map((option) => `${option.name}${option.required ? '*' : ''}`);
  expect(names).toEqual(options);
});

test('there are no others', () => {
  expect(limits.subcommands).toHaveLength(11);
});

describe.each(['global', 'guild'] as const)('what Discord is told (%s)', (scope) => {
  const body = memberCommandBody(limits, scope);

  test('keeps to its limits', () => expectWithinLimits(body));

  test('is for those who manage a server', () => {
    expect(body).toMatchObject({ default_member_permissions: '32' });
    if (scope === 'global') expect(body).toMatchObject({ integration_types: [0], contexts: [0] });
  });
});

test('every text fits in both languages, and all of them together', () => {
  const inner: readonly Subcommand[] = limits.subcommands;
  const all = [limits, ...inner, ...inner.flatMap(({ options }) => options)];
  for (const { name, localNames, description } of all) {
    for (const each of [name, localNames.vi]) {
      expect(each).toMatch(/^[-_\p{L}\p{N}]{1,32}$/u);
      expect(each).toBe(each.toLowerCase().normalize('NFC'));
    }
    expect(description.en).not.toBe(description.vi);
    for (const text of [description.en, description.vi]) expect(text.length).toBeLessThanOrEqual(100);
  }
  for (const { options } of inner) {
    expect(new Set(options.map(({ localNames }) => localNames.vi)).size).toBe(options.length);
  }
  const longest = all.map(({ name, localNames, description }) => {
    const names = Math.max(name.length, localNames.vi.length);
    return names + Math.max(description.en.length, description.vi.length);
  });
  expect(longest.reduce((sum, length) => sum + length, 0)).toBeLessThan(8000);
});
