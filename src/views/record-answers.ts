import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { Earlier, RecordAnswer } from '../core/record.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './card-buttons.ts';
import { fullTime, type MessageBody, messageBody, relativeTime, textBody, textDisplay } from './message-body.ts';
import { memberRows, recordButton } from './record-buttons.ts';
import { mention } from './record-lines.ts';

/** With what can be done next about the member, where the answer is about that. */
export function renderRecordAnswer(answer: RecordAnswer, language: Language, subject?: string): MessageBody {
  const isSuspended = SUSPENDED[answer.kind];
  const text = answerText(answer, language);
  if (subject === undefined || isSuspended === undefined) return textBody(text);
  return messageBody([textDisplay(text), ...memberRows(subject, isSuspended, language)]);
}

const SUSPENDED: Readonly<Partial<Record<RecordAnswer['kind'], boolean>>> = {
  suspended: true,
  'suspended-already': true,
  lifted: false,
  'not-suspended': false,
};

/** The last word before a picture is gone. */
export function renderConfirmRemoval(subject: string, language: Language): MessageBody {
  const { confirmDelete } = textsFor(language).record;
  return messageBody([textDisplay(confirmDelete), ...rows([recordButton('sure', subject, language)])]);
}

function answerText(answer: RecordAnswer, language: Language): string {
  const { answers } = textsFor(language).record;
  switch (answer.kind) {
    case 'suspended':
      return answers.nowSuspended(mention(answer.block.memberId), endOf(answer.block));
    case 'suspended-already':
      return answers.suspendedAlready(mention(answer.block.memberId), mention(answer.block.setBy), endOf(answer.block));
    case 'lifted':
      return answers.lifted(mention(answer.memberId));
    case 'not-suspended':
      return answers.notSuspended(mention(answer.memberId), ...whoAndWhen(answer.earlier));
    case 'covered':
      return answers.covered(answer.messages);
    case 'covered-already':
      return answers.coveredAlready(...whoAndWhen(answer.earlier));
    case 'dismissed':
      return answers.dismissed;
    case 'closed-already':
      return answers.closedAlready(answer.outcome, mention(answer.earlier.actorId), relativeTime(answer.earlier.at));
    case 'deleted':
      return withReach(answers.deleted, answer.isOutOfReach, language);
    case 'deleted-already':
      return withReach(answers.deletedAlready(...whoAndWhen(answer.earlier)), answer.isOutOfReach, language);
    case 'in-the-works':
      return answers.inTheWorks;
    case 'files-away':
      return answers.filesAway;
    case 'not-reported':
      return answers.notReported;
    case 'missing':
      return answers.missing;
    case 'private':
      return answers.isPrivate;
    case 'not-ours':
      return answers.notOurs;
    default:
      return unreachable(answer);
  }
}

const endOf = ({ until }: { readonly until: number | undefined }): string | undefined =>
  until === undefined ? undefined : fullTime(until);

const whoAndWhen = (earlier: Earlier | undefined): [string | undefined, string | undefined] =>
  earlier ? [mention(earlier.actorId), relativeTime(earlier.at)] : [undefined, undefined];

const withReach = (text: string, isOutOfReach: boolean, language: Language): string =>
  isOutOfReach ? `${text} ${textsFor(language).record.answers.outOfReach}` : text;
