import { createFormat } from '../format.ts';

export const { number, percent, anyOf, allOf, ago } = createFormat('en');

const cardinals = new Intl.PluralRules('en');
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const suffixes: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: 'th',
  one: 'st',
  two: 'nd',
  few: 'rd',
  many: 'th',
  other: 'th',
};

export const ordinal = (value: number): string => `${number(value)}${suffixes[ordinals.select(value)]}`;

/** The count and its noun, which takes an `s` in the plural. */
export const count = (value: number, noun: string): string =>
  `${number(value)} ${cardinals.select(value) === 'one' ? noun : `${noun}s`}`;
