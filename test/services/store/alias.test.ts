import { expect, test } from 'vitest';
import { createAliases, isAlias, personalScope } from '../../../src/services/store/alias.ts';

const aliases = createAliases('a key');

test('an alias is the same each time, another for each person and each installation, and holds no id', () => {
  const alias = aliases.of('80351110224678912');
  expect(aliases.of('80351110224678912')).toBe(alias);
  expect(alias).toMatch(/^#[\w-]{43}$/);
  expect(aliases.of('80351110224678913')).not.toBe(alias);
  expect(createAliases('another key').of('80351110224678912')).not.toBe(alias);
});

test('the alias of an alias is itself, so that a row can be asked for by the name it has', () => {
  const alias = aliases.of('1');
  expect(isAlias(alias)).toBe(true);
  expect(aliases.of(alias)).toBe(alias);
  expect(aliases.namesOf(alias)).toEqual([alias]);
  expect(aliases.namesOf('1')).toEqual(['1', alias]);
});

test('in each server it is another one, which is found from the id and from the alias', () => {
  const here = aliases.inScope('guild', '1');
  expect(here).toMatch(/^#[\w-]{43}$/);
  expect(aliases.inScope('guild', aliases.of('1'))).toBe(here);
  expect(aliases.inScope('other', '1')).not.toBe(here);
  expect(aliases.inScope('guild', '2')).not.toBe(here);
  expect(aliases.namesIn('guild', '1')).toEqual(['1', aliases.of('1'), here]);
});

test('of scopes only a person’s own has another name', () => {
  expect(aliases.ofScope('80351110224678912')).toBe('80351110224678912');
  expect(aliases.scopesOf('guild')).toEqual(['guild']);
  expect(aliases.scopesOf(personalScope('1'))).toEqual(['@1', `@${aliases.of('1')}`]);
});
