import { expect, test } from 'vitest';
import { words } from '../../src/commands/words.ts';
import type { MemberCommand } from '../../src/core/command.ts';
import { diacriticsModes } from '../../src/core/words/rules.ts';

test('every way to take diacritics can be chosen', () => {
  const { subcommands = [] }: MemberCommand = words;
  const choices = subcommands.flatMap(({ options }) => options).flatMap(({ choices = [] }) => choices);
  expect(choices.map(({ value }) => value)).toEqual(diacriticsModes);
});
