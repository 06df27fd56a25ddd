import { expect, test } from 'vitest';
import { models } from '../../src/commands/imagine.ts';
import { serverSettings, settingOptions } from '../../src/commands/settings.ts';
import { consents, settingNames } from '../../src/core/settings.ts';
import { memberCommandBody } from '../../src/views/command-body.ts';
import { expectWithinLimits } from './discord-limits.ts';

test.each(['global', 'guild'] as const)('keeps to the limits of Discord (%s)', async (scope) => {
  await expectWithinLimits(memberCommandBody(serverSettings, scope));
});

test('every setting can be set and put back, and nothing else', () => {
  const [, set] = serverSettings.subcommands;
  const reset = set.options.find(({ name }) => name === 'reset');
  expect(settingOptions.map(({ name }) => name)).toEqual(settingNames);
  expect(reset?.kind === 'choice' && reset.choices.map(({ value }) => value)).toEqual([...settingNames, 'everything']);
});

test('offers every consent and every model', () => {
  const valuesOf = (name: string) =>
    settingOptions.find((option) => option.name === name)?.choices?.map(({ value }) => value);
  expect(valuesOf('consent')).toEqual(consents);
  expect(valuesOf('default_model')).toEqual(['none', ...Object.keys(models)]);
});
