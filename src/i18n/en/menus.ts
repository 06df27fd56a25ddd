import type { MenuTexts } from '../menu-texts.ts';
import { number } from './format.ts';

export const menus: MenuTexts = {
  choose: (title, count) => `**${title}**: which of the ${count} pictures? Only you see this and what comes of it.`,
  numbered: (n) => `Picture ${n}`,
  wordsLabel: 'What is to change?',
  wordsHint: 'For example: make it night, with lights in the windows',
  notOurs: (count) =>
    count === 1
      ? 'This picture was not made here. What is known of it:'
      : 'These pictures were not made here. What is known of them:',
  linked: 'linked picture',
  megabytes: (value) => `${number(Math.max(0.1, Math.round(value * 10) / 10))} MB`,
};
