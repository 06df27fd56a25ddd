import type { Texts } from '../texts.ts';

export const buttons: Texts['buttons'] = {
  again: 'Again',
  vary: 'Variation',
  upscale: 'Upscale',
  rmbg: 'Remove background',
  expand: 'Expand',
  relight: 'Relight',
  restyle: 'Restyle',
  reword: 'Edit with words',
  prompt: 'Edit prompt',
  compare: 'Compare',
  cancel: 'Cancel',
  retry: 'Try again',
  share: 'Share',
  delete: 'Delete',
  report: 'Report',
  get: 'Get result',
};
