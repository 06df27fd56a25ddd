import type { PrivacyTexts } from '../privacy-texts.ts';
import { allOf, count } from './format.ts';

const unsentOf = (unsent: number): string =>
  unsent === 0
    ? ''
    : ` ${count(unsent, 'picture')} did not fit: **links.txt** in the last file says where to get them.`;

export const privacy: PrivacyTexts = {
  edits: {
    yes: 'Noted: where a server lets the authors decide, others may edit your pictures by a right-click. Change it with **/privacy edits**.',
    no: 'Noted: nobody else may edit your pictures with me, in any server. Change it with **/privacy edits**.',
    unsaid:
      'Noted: each server’s own rule applies to your pictures. **/privacy edits** with *No* keeps others from them everywhere.',
  },
  exportAsked:
    'I am putting together everything that I keep about you. It comes by direct message, in one or several files; with many pictures this takes a few minutes.',
  exportUnderWay: (since) =>
    `I started putting your files together ${since}. They come by direct message: have a look there in a few minutes.`,
  exportTooSoon: (next) => `You got your files within the last day. You can ask for them again ${next}.`,
  exportSent: (parts, unsent) =>
    `Done: I sent you ${count(parts, 'file')} by direct message.${unsentOf(unsent)} Keep them where only you look.`,
  exportHere: (parts, unsent) =>
    `I may not write you direct messages, so your ${count(parts, 'file')} came here, for you alone.${unsentOf(unsent)} Save them now: such messages do not stay.`,
  exportClosed:
    'I could not send you your files: direct messages from me are closed. Open them in the privacy settings of a server that we share, then use **/privacy export** again.',
  exportFailed:
    'Your files could not be sent. Nothing is lost: use **/privacy export** again in an hour. If it fails again, tell whoever runs the bot.',
  exportPart: (part, isLast) =>
    part === 1 && isLast
      ? '**Everything that I keep about you.** README.txt in the file explains the rest.'
      : `**Everything that I keep about you**: file ${part}${isLast ? ', the last one.' : ', more to come.'}${part === 1 ? ' README.txt explains the rest.' : ''}`,
  confirm({ requests, pictures, files, open }, monthEnds) {
    const held = allOf([
      count(requests, 'request'),
      `what came of them (${count(pictures, 'result')})`,
      `${count(files, 'file')} that you provided`,
      'your settings',
    ]);
    const running =
      open === 0
        ? ''
        : `\n**In the works:** ${count(open, 'request')}. What is not paid for is cancelled; the rest is finished, then deleted too.`;
    return `**Delete everything that I keep about you, everywhere?** This cannot be undone.
**Goes:** ${held}. My messages with your pictures are taken down where I can reach them, and the files at the file service with them.${running}
**Stays, without your name:** what you spent and extra credits, under a code that means nothing to anybody, until ${monthEnds}. Blocks, suspensions and limits that moderators set for you stay in force as long as they say, under a code of that server, without reasons. So deleting resets no limit.
**Goes later:** what backups of whoever runs the bot hold, with the backup; a copy from before an update, within seven days.
**Not touched:** what others made themselves, and what you saved.
To keep a copy, use **/privacy export** first. To keep everything, simply ignore this message.`;
  },
  sure: 'Delete everything',
  deleteAsked:
    'Your data is being deleted. I take my messages down one after the other, which takes a few minutes if there are many, and will tell you when it is done.',
  deleteUnderWay: (since) => `I started deleting your data ${since}. I will tell you when it is done.`,
  deleteStale: 'This question is too old. Use **/privacy delete** again if you still want it.',
  deleteNotYours: 'This question was somebody else’s. Use **/privacy delete** for your own data.',
  deleteDone(requests, beyondReach) {
    const done = `Done: everything that I kept about you is deleted (${count(requests, 'request')}).`;
    if (beyondReach === 0) return `${done} Whatever you make from now on is kept as before.`;
    return `${done} I could not reach ${count(beyondReach, 'message')} of mine any more: delete what you still see of them in Discord yourself, or ask a moderator there.`;
  },
  readme: (at) => `Everything that this bot keeps about you, as of ${at}.

settings.json     what you chose for yourself
limits.json       what moderators set for you: rules, extra credits, blocks and their reasons
decisions.json    decisions about you: when moderators set, changed or took away such a thing, until when and why
acts-*.json       what you did besides pictures: reports, deletions, moderation; other people's ids are left out
reports.json      the reasons that you gave for reports
moderation.json   what moderators did about your pictures and you
word-rules.json   how often word rules of a server stopped you
files.json        the pictures that you provided
requests-*.json   what you asked for: commands, settings, prompts, prices and what became of it
result-*          the pictures that were made for you, named by their job
source-*          the pictures that you provided, as the bot keeps them: without location and camera data
links.txt         pictures that were too large for these files, where there are any

Times are UTC. Other people's data is not in here. /privacy delete removes it; what restricts you stays in force without your name.
`,
  unsentTitle: 'Not in these files; each with its link, where there is one:',
  noLink: 'no link: open it with /show or /history',
};
