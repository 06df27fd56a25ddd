import { MOST_RULES, RULE_LIMIT } from '../../core/words/rule.ts';
import type { WordTexts } from '../word-texts.ts';
import { count, number } from './format.ts';

export const words: WordTexts = {
  diacritics: {
    auto: 'Only in Vietnamese do accents make a different word.',
    exact: 'Accents count: only words written with the same ones are caught.',
    ignore: 'Accents do not count: words with any of them are caught.',
  },
  added: (word, reading) =>
    `From now on prompts with ${word} are refused here, read as ${reading}. **/words test** shows what it catches.`,
  longer: (rule) => `It is this word and no longer one: ${rule} also catches what begins with it, plurals too.`,
  problems: {
    'too-long': `A rule has at most ${count(RULE_LIMIT, 'character')}. Leave out what is not needed to know it by.`,
    blank: 'A rule needs at least one letter, digit or emoji. Type the word as you would read it.',
    stars:
      'A word with `*` needs two other characters, and its stars at the ends (`*word*`), or one inside (`wo*rd`). Write it like that, or make two rules of it.',
  },
  full: `This server has ${count(MOST_RULES, 'rule')}, and more are not taken. Make room with **/words remove**, or join some with \`*\`.`,
  known: (word) => `There is a rule for ${word} already. To change it, use **/words remove** first.`,
  removed: (word) => `${word} may be used again, and its counts are gone. **/words list** shows what is left.`,
  noSuchRule: (word) => `There is no rule for ${word}. Choose one of the suggestions, or see **/words list**.`,
  readBy: (reading) => `It is read as ${reading}`,
  noRules: 'This server has no word rules: every prompt passes. **/words add** makes one.',
  passes: '**It passes**: no rule of this server catches it.',
  caught: (rules, untold) =>
    `**It would be refused**, because of ${rules}${untold > 0 ? ` and ${count(untold, 'more rule')}` : ''}.`,
  cut: 'With these rules it takes too long to try every disguise of a text like this, so some were not looked for. Fewer long rules with `*` help.',
  title: (total) => `**Word rules** · ${number(total)} of ${number(MOST_RULES)}`,
  noSuchPage: (page, pages) =>
    `There is no page ${number(page)}: the list has ${count(pages, 'page')}. Press **Previous**.`,
  neverUsed: 'never used',
  used: (times) => `used ${count(times, 'time')}`,
  by: (mention, times) => `${mention} ${number(times)}×`,
  setBy: (mention, when) => `by ${mention} ${when}`,
  hint: 'Only you see this. **/words test** tries a prompt, **/words remove** lifts a rule.',
};
