import type { MenuTexts } from '../menu-texts.ts';
import { number } from './format.ts';

export const menus: MenuTexts = {
  choose: (title, count) => `**${title}**: which of the ${count} pictures? Only you see this and the result.`,
  numbered: (n) => `Picture ${n}`,
  wordsLabel: 'What should change?',
  wordsHint: 'For example: make it night, with lights in the windows',
  notOurs: (count) =>
    count === 1
      ? 'This picture was not made here. What is known about it:'
      : 'These pictures were not made here. What is known about them:',
  linked: 'linked picture',
  megabytes: (value) => `${number(Math.max(0.1, Math.round(value * 10) / 10))} MB`,
};
