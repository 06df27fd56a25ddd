import type { ResultTexts } from '../result-texts.ts';
import { count, number } from './format.ts';

export const results: ResultTexts = {
  numbered: (label, n) => `${label} ${number(n)}`,
  others: 'More for one of the pictures…',
  parent({ n, link, owner }) {
    const picture = n === undefined ? 'a picture' : `picture ${number(n)}`;
    return `from ${link === undefined ? picture : `[${picture}](${link})`} by ${owner}`;
  },
  choosePreset: (title) => `**${title}**: how?`,
  presetTaken: (title) => `**${title}** is started: see the new message below.`,
  presets: 'Choose…',
  more: 'More options…',
  moreHint: 'Shows the command, ready to copy',
  copyCommand: (command) => `Copy this, add what you like, and send it:\n${command}`,
  promptLabel: 'What should the picture show?',
  promptHint: 'All other settings stay as they were',
  filesLabel: 'More pictures, if you like',
  filesHint: 'Up to two, to combine or to take things from',
  compared: (title) => `**${title}**: before and after`,
  comparedAlt: 'The picture before and after, side by side',
  confirmDelete: (pictures) =>
    `Delete ${pictures === 1 ? 'this picture' : `all ${count(pictures, 'picture')} in this message`} forever? ` +
    'What was paid stays paid. To keep it, just dismiss this message.',
  deleteForEver: 'Delete forever',
};
