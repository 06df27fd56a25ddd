import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { CommandName } from '../core/refusal.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';
import { type MessageBody, textBody } from './message-body.ts';
import { commandNamed } from './option-names.ts';

export const plainNotices = [
  'unknown-button',
  'job-missing',
  'expired',
  'not-yours',
  'already-finished',
  'too-late-to-cancel',
  'cancelled',
  'same-action',
  'unknown-command',
  'no-such-job',
  'no-picture-there',
  'choice-over',
  'not-ready',
  'nothing-before',
  'shared-already',
  'public-already',
  'deleted',
  'deleted-but-shown',
  'hidden-here',
  'delete-later',
  'fetch-later',
  'not-yours-to-delete',
  'cancel-first',
  'reported',
  'reported-waiting',
  'reported-already',
  'report-own',
  'report-elsewhere',
  'words-only',
  'step-not-yours',
  'too-many-steps',
  'step-not-offered',
  'shutting-down',
  'too-slow',
  'moderators-only',
  'servers-only',
] as const;

/** A short answer to a click or a command that has nothing more to show. */
export type Notice =
  | { readonly kind: (typeof plainNotices)[number] }
  /** Where a button leads, and what does much the same. */
  | { readonly kind: 'not-offered'; readonly command: CommandName; readonly instead: readonly CommandName[] }
  /** What it was made from is its owner's alone. */
  | { readonly kind: 'only-owner-compares'; readonly ownerId: string }
  /** The log has this reference beside the error. */
  | { readonly kind: 'internal'; readonly reference: string };

export const renderNotice = (notice: Notice, language: Language): MessageBody => textBody(noticeText(notice, language));

function noticeText(notice: Notice, language: Language): string {
  const texts = textsFor(language).notices;
  switch (notice.kind) {
    case 'unknown-button':
      return texts.unknownButton;
    case 'job-missing':
      return texts.jobMissing;
    case 'expired':
      return textsFor(language).operator.expired.pressed;
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
    case 'choice-over':
      return texts.choiceOver;
    case 'not-ready':
      return texts.notReady;
    case 'nothing-before':
      return texts.nothingBefore;
    case 'shared-already':
      return texts.sharedAlready;
    case 'public-already':
      return texts.publicAlready;
    case 'deleted':
      return texts.deleted;
    case 'deleted-but-shown':
      return texts.deletedButShown;
    case 'hidden-here':
      return texts.hiddenHere;
    case 'delete-later':
      return texts.deleteLater;
    case 'fetch-later':
      return texts.fetchLater;
    case 'not-yours-to-delete':
      return texts.notYoursToDelete;
    case 'cancel-first':
      return texts.cancelFirst;
    case 'reported':
      return texts.reported;
    case 'reported-waiting':
      return texts.reportedWaiting;
    case 'reported-already':
      return texts.reportedAlready;
    case 'report-own':
      return texts.reportOwn;
    case 'report-elsewhere':
      return texts.reportElsewhere;
    case 'only-owner-compares':
      return textsFor(language).consent.onlyOwnerCompares(`<@${notice.ownerId}>`);
    case 'not-offered':
      return notOfferedText(notice, language);
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
    case 'too-slow':
      return texts.tooSlow;
    case 'moderators-only':
      return texts.moderatorsOnly;
    case 'servers-only':
      return texts.serversOnly;
    case 'internal':
      return texts.internal(inert(notice.reference, 20));
    default:
      return unreachable(notice);
  }
}

function notOfferedText({ command, instead }: Extract<Notice, { kind: 'not-offered' }>, language: Language): string {
  const { denials, notices } = textsFor(language);
  const mentionCommand = (name: CommandName) => commandNamed(name, language);
  const others = instead.length > 0 ? denials.anyOf(instead.map(mentionCommand)) : undefined;
  return notices.notOffered(mentionCommand(command), others);
}

/** `user-install`: by the member's own installation, where the bot itself is not. */
export type TurnedAway = 'other-server' | 'user-install';

/** Why the operator does not let the bot be used here. */
export function renderTurnedAway(why: TurnedAway, language: Language): MessageBody {
  const { otherServer, userInstall } = textsFor(language).operator;
  return textBody(why === 'other-server' ? otherServer : userInstall);
}
