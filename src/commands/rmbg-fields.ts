import { optional, text } from '../core/fields.ts';
import type { InputOf } from '../core/operation.ts';
import { mainPicture } from './main-picture.ts';
import { backgrounds } from './rmbg-background.ts';

const TYPED_LIMIT = 40;

export const rmbgFields = {
  ...mainPicture,
  background: optional(
    text(
      {
        localNames: { vi: 'nền' },
        description: {
          en: 'What comes behind: nothing, a color like #ff8800, or a blur',
          vi: 'Nền mới: trong suốt, một màu như #ff8800, hoặc ảnh gốc làm mờ',
        },
        suggests: 'choices',
        choices: backgrounds,
      },
      TYPED_LIMIT,
    ),
  ),
};

export type RmbgInput = InputOf<typeof rmbgFields>;
