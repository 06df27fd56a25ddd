import type { CardTexts } from '../texts.ts';
import { count, number, ordinal, percent } from './format.ts';

export const card: CardTexts = {
  queued(ahead) {
    if (ahead === undefined) return 'Queued';
    return ahead === 0 ? 'Queued, next in line' : `Queued, ${ordinal(ahead + 1)} in line`;
  },
  paused:
    'The provider is taking no orders from the bot at the moment; whoever runs the bot has been told. Yours keeps its place in line.',
  rests: (until) =>
    `The provider's firewall is turning the bot away for a while. Your order keeps its place in line and goes on by itself ${until}.`,
  working: 'In the darkroom…',
  ready: (ready, total) => `${number(ready)} of ${number(total)} ready`,
  percent,
  expected: (timestamp) => `expected ${timestamp}`,
  mayGet:
    'This is taking longer than Discord lets me update this message. Press **Get result** to see how far it is; ' +
    'what is ready is kept in **/history** too.',
  ended: (mention, hasPictures) =>
    hasPictures
      ? `${mention} Your picture is ready: it is in the message above.`
      : `${mention} There is no picture this time: the message above says why, and what to do next.`,
  held:
    '**Your picture is finished and safe.** It is at an address that I may not open yet. Whoever runs me has been ' +
    'told; as soon as they allow it, the picture appears here by itself, at no extra cost.',
  late: 'This arrived after we had given up on it, so it is free.',
  cancelled: (credits) => `Cancelled. ${givenBack(credits)} Press **Try again** if you change your mind.`,
  restarted: (credits) =>
    `The bot restarted before this was started. ${givenBack(credits)} Press **Try again** to start it now.`,
  givenBack,
  partial: (ready, total) => `${number(ready)} of ${count(total, 'picture')}`,
  lost: (lost, because) => `${number(lost)} ${lost === 1 ? 'was' : 'were'} given back because ${because}`,
  lostOtherwise: (lost) => `${number(lost)} ${lost === 1 ? 'was' : 'were'} given back for other reasons`,
  lostByCancel: (lost) => `${number(lost)} ${lost === 1 ? 'was' : 'were'} cancelled and given back`,
  lostFile: (name, happened) => `**${name}**: ${happened}`,
  lostFiles: (lost) => `${count(lost, 'more file')} could not be done.`,
  step: (current, total, credits) =>
    `Step ${number(current)} of ${number(total)} · ${count(credits, 'credit')} for all steps`,
  stopped: (current, total, why) =>
    `**Stopped at step ${number(current)} of ${number(total)}.** ${why} What was not made costs nothing.`,
  stoppedByCancel: 'You cancelled it.',
  zip: 'Download all as ZIP',
  hidden: (hidden) =>
    `${count(hidden, 'picture')} marked as NSFW ${hidden === 1 ? 'is' : 'are'} not shown in this channel. ` +
    `Open **/history** in an age-restricted channel or in a direct message with me to see ${hidden === 1 ? 'it' : 'them'}.`,
  linkPending: 'The lasting link follows as soon as the file service is back.',
  keptHere: 'The file service would not take the original, so I keep it myself: every button still works on it.',
  openFullSize: (size) => `Open full size${sized(size)}`,
  openFullSizeOf: (n, size) => `Open full size ${number(n)}${sized(size)}`,
  withPicture: (option) => `with ${/^[aeiou]/i.test(option) ? 'an' : 'a'} ${option}`,
  shrunk: (option, from, to) =>
    `${option} made smaller for the provider: ${from.width}×${from.height} → ${to.width}×${to.height}`,
  setting: (option, value) => `${option}: ${value}`,
  number,
  flag: (isOn) => (isOn ? 'on' : 'off'),
  price(price, charged) {
    if (price === 0) return 'Free';
    if (charged === 0) return `${count(price, 'credit')} given back`;
    if (charged < price) return `${count(charged, 'credit')} (${number(price - charged)} given back)`;
    return count(price, 'credit');
  },
  left: (credits) => `${number(credits)} left today`,
  job: (id) => `Job ${id}`,
};

const sized = (size: string | undefined): string => (size ? ` (${size})` : '');

function givenBack(credits: number): string {
  if (credits <= 0) return 'It cost you nothing.';
  return credits === 1 ? 'Your credit is back.' : `Your ${count(credits, 'credit')} are back.`;
}
