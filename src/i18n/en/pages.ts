import type { PageTexts } from '../page-texts.ts';
import { ago, anyOf, count, number } from './format.ts';

const credits = (value: number) => count(value, 'credit');

export const pages: PageTexts = {
  previous: 'Previous',
  next: 'Next',
  refresh: 'Refresh',
  toMessage: 'message',
  position: (page, pages) => `page ${number(page)} of ${number(pages)}`,
  ago,
  ownFile: 'your file',
  jobs: {
    title: (total) => `**In the works** · ${count(total, 'request')}`,
    none: 'You have nothing in the works. **/help** shows what you can make; what you have made is in **/history**.',
    hint: 'Only you see this. What is finished is in **/history**.',
    since: (timestamp) => `started ${timestamp}`,
    delivering: 'Finished: on its way to you',
  },
  history: {
    title: (total) => `**Your history** · ${count(total, 'result')}`,
    none: 'You have no pictures yet. **/help** shows what you can make.',
    noSuchPage: (page, pages) =>
      pages === 1
        ? `There is no page ${number(page)}: your history has one page. Press **Previous**.`
        : `There is no page ${number(page)}: your history has pages 1 to ${number(pages)}. Press **Previous** for the last one.`,
    hint: 'Only you see this. **/show** and a job id bring one back with all its buttons.',
    hidden: (hidden) =>
      `${count(hidden, 'picture')} marked as NSFW: open your history in an age-restricted channel or in a direct message with me.`,
    notKept: (lost) => `${count(lost, 'picture')} not kept here: have a look at the message.`,
  },
  help: {
    title: '**What you can do here**',
    pictures: '**Pictures**',
    others: '**Yours**',
    moderation: '**For moderators**',
    hint: 'For details of a command, choose it in **/help**.',
    unknown: (typed) => `“${typed}” is not a command here. There are:`,
    price: (cheapest, dearest) =>
      cheapest === dearest ? credits(cheapest) : `${number(cheapest)} to ${credits(dearest)}`,
    priceOf: (what, value) => `${what}: ${number(value)}`,
    priceTitle: '**Price of a picture in credits**',
    optionsTitle: '**Options**',
    defaults: '-# A number in brackets is what you get if you choose nothing.',
    needed: 'required',
    range: (minimum, maximum) => `${number(minimum)} to ${number(maximum)}`,
    atLeast: (minimum) => `${number(minimum)} or more`,
    choices: (names, untold) => anyOf(untold > 0 ? [...names, `${number(untold)} more`] : names),
    untold: (left) => `And ${count(left, 'option')} more: Discord shows them while you type the command.`,
    example: (line) => `**Example**: ${line}`,
    samplePrompt: 'a red fox in the snow',
    samplePicture: '(attach a picture)',
    sampleChoice: '(choose from the list)',
  },
};
