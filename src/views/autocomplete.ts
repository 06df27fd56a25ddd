import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type { OptionChoice } from '../core/fields.ts';
import type { Language } from '../core/language.ts';
import type { KnownLora, Operation } from '../core/operation.ts';
import type { JobSuggestion } from '../core/pages.ts';
import { textsFor } from '../i18n/index.ts';
import { plain } from './markup.ts';
import { optionTyped } from './option-names.ts';

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

type Choice = APIApplicationCommandOptionChoice<string>;
const SEPARATOR = ' · ';
const LEAST_PROMPT = 8;

/** A member's own jobs by what they show, what made them, when, or their id. */
export function jobChoices(jobs: readonly JobSuggestion[], typed: string, language: Language): Choice[] {
  const wanted = fold(typed);
  return jobs
    .filter(({ jobId, title, prompt = '' }) =>
      [jobId, title[language], prompt].some((text) => fold(text).includes(wanted)),
    )
    .slice(0, MOST_CHOICES)
    .map((job) => ({ name: jobName(job, language), value: job.jobId }));
}

interface CopySuggestion {
  readonly key: string;
  /** Of the file as it came. */
  readonly name: string | undefined;
  readonly ageMs: number;
}

/** Pictures that can be worked on: the member's results and files, the newest first. */
export function pictureChoices(
  results: readonly JobSuggestion[],
  copies: readonly CopySuggestion[],
  typed: string,
  language: Language,
): Choice[] {
  const file = { en: textsFor('en').pages.ownFile, vi: textsFor('vi').pages.ownFile };
  const files = copies.map(({ key, name, ageMs }) => ({ jobId: key, title: file, prompt: name, ageMs }));
  const all = [...results, ...files].sort((a, b) => a.ageMs - b.ageMs);
  return jobChoices(all, typed, language);
}

function jobName({ title, prompt = '', ageMs }: JobSuggestion, language: Language): string {
  const rest = [plain(title[language], 40), textsFor(language).pages.ago(Math.max(0, ageMs))].join(SEPARATOR);
  const room = NAME_LIMIT - rest.length - SEPARATOR.length;
  const words = room < LEAST_PROMPT ? '' : plain(prompt, room);
  return plain(words === '' ? rest : `${words}${SEPARATOR}${rest}`, NAME_LIMIT);
}

type Named = Pick<Operation, 'name' | 'localNames' | 'description'>;

const commandWords = (typed: string): string => fold(typed).replace(/^\//, '');

/** Chosen or typed, in any language, with or without its stroke. */
export function findCommand<T extends Pick<Named, 'name' | 'localNames'>>(
  commands: readonly T[],
  typed: string,
): T | undefined {
  const wanted = commandWords(typed);
  return commands.find(({ name, localNames }) =>
    [name, ...Object.values(localNames)].some((each) => fold(each) === wanted),
  );
}

export function commandChoices(commands: readonly Named[], typed: string, language: Language): Choice[] {
  const wanted = commandWords(typed);
  return commands
    .map((command) => ({ ...command, shown: optionTyped(command, language) }))
    .filter(({ name, shown, description }) =>
      [name, shown, description[language]].some((text) => fold(text).includes(wanted)),
    )
    .slice(0, MOST_CHOICES)
    .map(({ name, shown, description }) => ({
      name: plain(`/${shown}${SEPARATOR}${description[language]}`, NAME_LIMIT),
      value: name,
    }));
}
