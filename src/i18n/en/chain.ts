import type { ChainTexts } from '../chain-texts.ts';
import { count, number } from './format.ts';

export const chain: ChainTexts = {
  history: 'History of this picture',
  repeat: 'Repeat on another picture',
  title: (pictures) => `**History of this picture** · ${count(pictures, 'picture')}`,
  source: 'Your picture',
  earlier: (steps) => `-# ${count(steps, 'earlier step')}: choose the first one below, then **${chain.history}**.`,
  later: (pictures) => `-# ${count(pictures, 'picture')} made from this one so far.`,
  untold: (steps) => `-# ${number(steps)} more in the picture above.`,
  branch: 'Branch from…',
  laterChoice: (title) => `Made from it: ${title}`,
  hint: 'Only you see this. Choose a step to see it with all its buttons and go on from there.',
  repeatTitle: 'The same steps, another picture',
  repeatPicture: 'Your picture',
  repeatAbout: (steps, credits) =>
    `${steps.join(' → ')}: **${count(credits, 'credit')}** in all. Each step is paid for when it starts; if one fails, the rest costs nothing.`,
  stripAlt: (pictures) => `The ${count(pictures, 'step')} to this picture, in order`,
};
