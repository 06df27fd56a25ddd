import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';
import { type MessageBody, textBody } from './message-body.ts';

export const plainNotices = [
  'unknown-button',
  'job-missing',
  'not-yours',
  'already-finished',
  'too-late-to-cancel',
  'cancelled',
  'same-action',
  'unknown-command',
  'no-such-job',
  'no-picture-there',
  'not-your-picture',
  'choice-over',
  'words-only',
  'step-not-yours',
  'too-many-steps',
  'step-not-offered',
  'shutting-down',
] as const;

/** A short answer to a click or a command that has nothing more to show. */
export type Notice =
  | { readonly kind: (typeof plainNotices)[number] }
  /** The log has this reference beside the error. */
  | { readonly kind: 'internal'; readonly reference: string };

export const renderNotice = (notice: Notice, language: Language): MessageBody => textBody(noticeText(notice, language));

export function noticeText(notice: Notice, language: Language): string {
  const texts = textsFor(language).notices;
  switch (notice.kind) {
    case 'unknown-button':
      return texts.unknownButton;
    case 'job-missing':
      return texts.jobMissing;
    case 'not-yours':
      return texts.notYours;
    case 'already-finished':
      return texts.alreadyFinished;
    case 'too-late-to-cancel':
      return texts.tooLateToCancel;
    case 'cancelled':
      return texts.cancelled;
    case 'same-action':
      return texts.sameAction;
    case 'unknown-command':
      return texts.unknownCommand;
    case 'no-such-job':
      return texts.noSuchJob;
    case 'no-picture-there':
      return texts.noPictureThere;
    case 'not-your-picture':
      return texts.notYourPicture;
    case 'choice-over':
      return texts.choiceOver;
    case 'words-only':
      return texts.wordsOnly;
    case 'step-not-yours':
      return texts.stepNotYours;
    case 'too-many-steps':
      return texts.tooManySteps;
    case 'step-not-offered':
      return texts.stepNotOffered;
    case 'shutting-down':
      return texts.shuttingDown;
    case 'internal':
      return texts.internal(inert(notice.reference, 20));
    default:
      return unreachable(notice);
  }
}
