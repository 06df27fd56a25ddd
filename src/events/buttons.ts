import type { Action } from '../core/custom-id.ts';
import { createAskWords } from './buttons/ask-words.ts';
import { createCancel } from './buttons/cancel.ts';
import { type ChoosePresetParts, createChoosePreset } from './buttons/choose-preset.ts';
import type { Deed } from './buttons/click.ts';
import { createCompare } from './buttons/compare.ts';
import { createDelete } from './buttons/delete.ts';
import { createAgain, createMake, createRetry } from './buttons/make.ts';
import { createReport } from './buttons/report.ts';
import { createShareDeed } from './buttons/share.ts';
import { createStart, type StartParts } from './buttons/start.ts';

export type ButtonParts = StartParts &
  ChoosePresetParts &
  Parameters<typeof createCancel>[0] &
  Parameters<typeof createCompare>[0] &
  Parameters<typeof createShareDeed>[0] &
  Parameters<typeof createDelete>[0] &
  Parameters<typeof createReport>[0] & { readonly getResult: Deed };

/** What each button does. One that is missing is answered as unknown. */
export function createButtons(parts: ButtonParts): Readonly<Partial<Record<Action, Deed>>> {
  const start = createStart(parts);
  const make = createMake(start);
  const choose = createChoosePreset(start, parts);
  const askWords = createAskWords(start);
  return {
    again: createAgain(start),
    retry: createRetry(start),
    cancel: createCancel(parts),
    vary: make,
    upscale: make,
    rmbg: make,
    expand: choose,
    relight: choose,
    restyle: choose,
    reword: askWords,
    prompt: askWords,
    compare: createCompare(parts),
    share: createShareDeed(parts),
    delete: createDelete(parts),
    report: createReport(parts),
    get: parts.getResult,
  };
}
