import type { RecordTexts } from '../record-texts.ts';
import { count, number } from './format.ts';
import { answers } from './record-answers.ts';

export const record: RecordTexts = {
  title: 'Picture record',
  by: (owner, at) => `Asked for by ${owner} · ${at}`,
  command: (name, job) => `Command ${name} · job ${job}`,
  erased: 'Deleted: the pictures, the prompt and the settings are gone.',
  seenByAll: 'Seen by everybody in the channel',
  seenByOne: 'Seen only by whoever asked for it',
  sharedAt: (links) => `Shared: ${links}`,
  covered: 'covered as a spoiler',
  price: (credits, charged) => `Price ${count(credits, 'credit')}, charged ${number(charged)}`,
  phases: {
    accepted: 'accepted',
    queued: 'in line',
    submitting: 'being sent',
    waiting: 'being made',
    storing: 'being stored',
    delivering: 'being delivered',
    done: 'done',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  phase: (amount, phase, why) => `${amount > 1 ? `${number(amount)} × ` : ''}${phase}${why ? `: ${why}` : ''}`,
  provider: (name) => `Provider ${name}`,
  flagged: (flagged, pictures) =>
    flagged === 0
      ? 'Not marked as NSFW by the provider'
      : `Marked as NSFW by the provider: ${number(flagged)} of ${count(pictures, 'picture')}`,
  sources: 'Made from',
  handedIn: (option, owner) => `${option}: provided by ${owner}`,
  linked: (option, host) => `${option}: linked from ${host}`,
  resultOf: (option, what) => `${option}: ${what}`,
  chain: 'Steps before',
  privateStep: 'private step',
  erasedStep: 'deleted',
  promptCut: 'The whole prompt is in the file below.',
  reports: (reports, last) => `${count(reports, 'report')}, the last ${last}`,
  unreported: 'Nobody has reported it',
  suspended: (by, until, reason) =>
    `Suspended by ${by} ${until ? `until ${until}` : 'until lifted'}${reason ? ` (${reason})` : ''}`,
  notSuspended: 'Not suspended',
  before: (deletions, suspensions) =>
    `so far in this server: ${count(deletions, 'deletion')}, ${count(suspensions, 'suspension')}`,
  stripAlt: 'What went in, and what came out',
  source: 'Source',
  result: 'Result',
  blockReason: (job) => `A picture of yours (job ${job})`,

  caseTitle: 'Reported picture',
  caseFlagged: (flagged) =>
    `${count(flagged, 'picture')} marked as NSFW by the provider ${flagged === 1 ? 'is' : 'are'} not shown here. ` +
    'Open the record in an age-restricted channel to see them.',
  caseErased: 'The picture and its prompt are gone.',
  closed: {
    deleted: (by, at) => `**Deleted by ${by}** ${at}`,
    dismissed: (by, at) => `**Dismissed by ${by}** ${at}`,
  },
  suspendedBy: (by, at, until) => `Suspended by ${by} ${at}, ${until ? `until ${until}` : 'until lifted'}`,
  liftedBy: (by, at) => `Suspension lifted by ${by} ${at}`,
  coveredBy: (by, at) => `Covered as a spoiler by ${by} ${at}`,

  waitingIn: (server) =>
    `**A report waits in ${server}.** A member reported a picture that I made there, and no moderator has seen it: there is no channel for reports in which I may write. Name one there with **/settings set log\\_channel**; whatever waits is posted at once.`,
  waitingHere:
    'A report waits for the moderators, and there is no channel for it. Name one with **/settings set log\\_channel**.',
  settled: {
    deleted: (at) => `Thank you for your report ${at}: the picture has been deleted.`,
    dismissed: (at) =>
      `Thank you for your report ${at}. The moderators have looked at the picture and decided that it may stay.`,
  },

  buttons: {
    open: 'Picture record',
    delete: 'Delete everywhere',
    sure: 'Yes, delete everywhere',
    spoiler: 'Spoiler it',
    dismiss: 'Dismiss',
    hour: 'Suspend 1 hour',
    day: 'Suspend 1 day',
    lasting: 'Suspend until lifted',
    lift: 'Lift suspension',
  },
  confirmDelete:
    'Delete this picture everywhere: its messages, where it was shared, the files and the prompt? It cannot be brought ' +
    'back. To keep it, just dismiss this message.',
  reportTitle: 'Report to the moderators',
  reasonLabel: 'What is wrong with it? (optional)',
  reasonHint: 'Only the moderators of this server read this',
  answers,
  removed: (removed) =>
    removed === 1
      ? 'A moderator removed one of your pictures:'
      : `Moderators removed ${number(removed)} of your pictures. The last ones:`,
  removedJob: (title, at, job) => `${title} · ${at} · job ${job}`,
};
