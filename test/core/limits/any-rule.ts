import fc from 'fast-check';
import { EVERYONE, type Rule, type Whom } from '../../../src/core/limits/rules.ts';
import { resolutions } from '../../../src/core/picture.ts';

export const commands = ['imagine', 'upscale', 'rmbg'] as const;

const anyWhom: fc.Arbitrary<Whom> = fc.constantFrom<Whom>(
  EVERYONE,
  { kind: 'member', id: 'ann' },
  { kind: 'member', id: 'bob' },
  { kind: 'role', id: 'red' },
  { kind: 'role', id: 'blue' },
  { kind: 'channel', id: 'thread' },
  { kind: 'channel', id: 'parent' },
);

const anyFields = fc.record(
  {
    daily: fc.nat(12),
    monthly: fc.nat(20),
    concurrent: fc.integer({ min: 1, max: 6 }),
    cooldown: fc.nat(90),
    resolution: fc.constantFrom(...resolutions),
    allowed: fc.boolean(),
  },
  { requiredKeys: [] },
);

const anyRule: fc.Arbitrary<Rule> = fc
  .record({ whom: anyWhom, command: fc.option(fc.constantFrom(...commands), { nil: undefined }), fields: anyFields })
  .map(({ whom, command, fields }) => ({
    scope: 'guild',
    whom,
    command,
    until: undefined,
    setBy: 'mod',
    setAt: 1,
    ...fields,
  }));

/** At most one of each whom and command, as the database keeps them. */
export const anyRules = fc.uniqueArray(anyRule, {
  maxLength: 8,
  selector: ({ whom, command }) => JSON.stringify([whom, command]),
});
