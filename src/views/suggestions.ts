import type { APIApplicationCommandOptionChoice } from 'discord.js';
import type { Language } from '../core/language.ts';
import type { Operation } from '../core/operation.ts';
import type { JobSuggestion } from '../core/pages.ts';
import { textsFor } from '../i18n/index.ts';
import { fold, MOST_CHOICES, NAME_LIMIT } from './autocomplete.ts';
import { plain } from './markup.ts';
import { optionTyped } from './option-names.ts';

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

export interface CopySuggestion {
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
export function commandNamed<T extends Pick<Named, 'name' | 'localNames'>>(
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
