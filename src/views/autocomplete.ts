import type { APIApplicationCommandOptionChoice } from 'discord.js';
import type { OptionChoice } from '../core/fields.ts';
import type { Language } from '../core/language.ts';
import type { KnownLora } from '../core/operation.ts';
import { plain } from './markup.ts';

export const MOST_CHOICES = 25;
export const NAME_LIMIT = 100;

/** What fits the typed text, best first. The value is the name; the id where a name is not unique or too long. */
export function loraChoices(known: readonly KnownLora[], typed: string): APIApplicationCommandOptionChoice<string>[] {
  const wanted = fold(typed);
  return known
    .map((lora) => ({ lora, rank: rankOf(lora, wanted) }))
    .filter(({ rank }) => rank < UNFIT)
    .sort((a, b) => a.rank - b.rank || a.lora.name.localeCompare(b.lora.name, 'en'))
    .slice(0, MOST_CHOICES)
    .map(({ lora }) => ({ name: label(lora), value: sentValue(lora, known) }));
}

/** An option's own suggestions; what was typed stays possible, whatever it is. */
export function listedChoices(
  choices: readonly OptionChoice[],
  typed: string,
  language: Language,
): APIApplicationCommandOptionChoice<string>[] {
  const wanted = fold(typed);
  return choices
    .map(({ value, name }) => ({ name: plain(name[language], NAME_LIMIT), value }))
    .filter(({ name, value }) => fold(name).includes(wanted) || fold(value).includes(wanted))
    .slice(0, MOST_CHOICES);
}

const UNFIT = 5;

function rankOf({ name, description }: KnownLora, wanted: string): number {
  const folded = fold(name);
  if (folded === wanted) return 0;
  if (folded.startsWith(wanted)) return 1;
  if (folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 2;
  if (folded.includes(wanted)) return 3;
  return fold(description).includes(wanted) ? 4 : UNFIT;
}

/** Without case and marks: `Đồng hồ` is found by `dong ho`. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').trim();

function label({ id, name, description }: KnownLora): string {
  const shown = [name, description].map((part) => plain(part, NAME_LIMIT)).filter((part) => part !== '');
  return plain(shown.join(' · ') || id, NAME_LIMIT);
}

function sentValue({ id, name }: KnownLora, known: readonly KnownLora[]): string {
  const namesakes = known.filter((other) => fold(other.name) === fold(name));
  return namesakes.length === 1 && name !== '' && name.length <= NAME_LIMIT ? name : id;
}
