import type { Language, Localized } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { code, inert } from './markup.ts';

const TITLE_LIMIT = 60;
const PROMPT_LIMIT = 90;

interface Entry {
  readonly jobId: string;
  readonly title: Localized;
  readonly prompt: string | undefined;
  readonly message: string | undefined;
}

/** What every list says of a job: `first` stands beside its title, `more` under its prompt. */
export function entryText(entry: Entry, first: string, more: readonly string[], language: Language): string {
  const { card, pages } = textsFor(language);
  const { jobId, title, message } = entry;
  const prompt = inert(entry.prompt ?? '', PROMPT_LIMIT);
  const footer = [card.job(code(jobId, 40)), ...(message ? [`[${pages.toMessage}](<${message}>)`] : [])];
  return [
    `**${inert(title[language], TITLE_LIMIT)}** · ${first}`,
    ...(prompt === '' ? [] : [`> ${prompt}`]),
    ...more,
    `-# ${footer.join(' · ')}`,
  ].join('\n');
}

/** As many of the lines as fit, and how many did not. */
export function fitting(lines: readonly string[], limit: number): { readonly kept: string[]; readonly left: number } {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > limit) break;
    kept.push(line);
  }
  return { kept, left: lines.length - kept.length };
}
