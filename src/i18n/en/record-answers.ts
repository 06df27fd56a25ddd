import type { RecordAnswerTexts } from '../record-texts.ts';
import { number } from './format.ts';

const byWhom = (by: string | undefined, at: string | undefined): string => (by && at ? ` by ${by} ${at}` : '');

export const answers: RecordAnswerTexts = {
  nowSuspended: (member, until) =>
    `${member} is suspended ${until ? `until ${until}` : 'until you press **Lift suspension**'}. Anything already being made goes on. They read that a moderator stopped them over this picture (its number), and until when; not who did.`,
  suspendedAlready: (member, by, until) =>
    `Nothing changed: ${by} has already suspended ${member}, ${until ? `until ${until}` : 'until lifted'}. ` +
    'To change that, press **Lift suspension** first.',
  lifted: (member) => `${member} may make pictures again.`,
  notSuspended: (member, by, at) =>
    `Nothing changed: ${member} is not suspended.${by && at ? ` ${by} lifted it ${at}.` : ''}`,
  covered: (messages) =>
    messages === 1
      ? 'Covered: its message will show it as a spoiler in a moment, and so will whatever is made from it.'
      : `Covered: all ${number(messages)} messages will show it as a spoiler in a moment, and so will whatever is made from it.`,
  coveredAlready: (by, at) => `Nothing changed: it is already covered as a spoiler${byWhom(by, at)}.`,
  dismissed: 'Dismissed: the picture stays, and the case is closed.',
  closedAlready: (outcome, by, at) => `Nothing changed: ${outcome} already by ${by} ${at}.`,
  deleted: 'Deleted everywhere: the messages, the files and the prompt. What was paid stays paid.',
  outOfReach: 'One of its messages is out of my reach: remove it in Discord, too.',
  deletedAlready: (by, at) => `Nothing is left to delete: it was already deleted${byWhom(by, at)}.`,
  inTheWorks: 'Part of this is still being made. Press **Delete everywhere** again when it is finished.',
  filesAway:
    'The file service does not answer, so not everything could be removed. Press **Delete everywhere** again in a few minutes.',
  notReported: 'Nobody has reported this, so there is nothing to dismiss.',
  missing: 'This server has no such picture on record: it was never here, or has expired.',
  isPrivate:
    'This picture is private to the member who made it. Moderators can open it once it is shared or reported here.',
  notOurs: 'I did not make this message, so I have no record of it. Choose a message in which I show a picture.',
};
