import type { BatchTexts } from '../batch-texts.ts';
import { count } from './format.ts';

export const batch: BatchTexts = {
  title: 'The same with many pictures',
  deed: 'What to do with each',
  pictures: 'Pictures',
  picturesHint: (most) => `Up to ${most}: PNG, JPEG or WebP`,
  each: (credits) => `${count(credits, 'credit')} a picture`,
  explained: 'All start at once, in one message. What cannot be done costs nothing; the rest goes on.',
};
