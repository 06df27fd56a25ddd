import type { CaseOutcome } from '../core/cases.ts';
import type { Action, Deed, RecordAction } from '../core/custom-ids.ts';
import type { FailureCode } from '../core/failure.ts';
import type { Phase } from '../core/job.ts';
import type { Pool } from '../core/limits/judge.ts';
import type { RuleField } from '../core/limits/rules.ts';
import type { PictureSize } from '../core/picture.ts';
import type { Holdings } from '../core/privacy.ts';
import type { Denial } from '../core/refusal.ts';
import type { ConsentRefusal, PingWish, SettingName } from '../core/settings.ts';
import type { Accounts, Outcomes, StatsPeriod, StatsView } from '../core/stats.ts';
import { type DiacriticsMode, MOST_RULES, RULE_LIMIT, type RuleProblem } from '../core/words/rules.ts';
import { createFormat } from './format.ts';

// Every text in English, and what each is for; another language says the same in words of its own.
// First what a member meets from the order to the pictures, then what is turned down, the private pages, what
// moderators see, and last what whoever runs the bot is told.
//
// To write a text, say it here; the type check then asks the other languages for it.
// - It is a string, or a function of what varies. What comes from outside is made harmless before it gets here;
//   options, commands, members, channels and times come ready to be shown.
// - An answer is whole sentences: what happened, what became of the credits, what to do next.
// - Bold is what a member presses or types, as this language shows it: **Try again**, **/settings set log\\_channel**.
// - Numbers go through `number`, or through `count` with their noun.
// - Keys that stand for the members of a union say so: `satisfies Record<Union, ...>`. A function that picks one of
//   several fixed strings says `: string`: else no other language could answer.
// - A comment says where a text stands, unless its name does. `test/i18n` holds spelling, names of commands and bold.
//
// To add a language: its name in `core/language.ts`, a file like this one with `export const xx: Texts`, its line in
// `index.ts`. The type check lists the rest: names and descriptions that stand beside their commands and options.

const { number, percent, anyOf, allOf, ago } = createFormat('en');

const cardinals = new Intl.PluralRules('en');
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const suffixes: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: 'th',
  one: 'st',
  two: 'nd',
  few: 'rd',
  many: 'th',
  other: 'th',
};

const ordinal = (value: number): string => `${number(value)}${suffixes[ordinals.select(value)]}`;

/** The count and its noun, which takes an `s` in the plural. */
const count = (value: number, noun: string): string =>
  `${number(value)} ${cardinals.select(value) === 'one' ? noun : `${noun}s`}`;

const credits = (value: number): string => count(value, 'credit');
const untilTime = (time: string | undefined): string => (time === undefined ? '' : ` until ${time}`);

/** Why a provider takes no orders until somebody has done something about it. */
type PauseReason = Extract<Denial, { readonly code: 'provider-paused' }>['reason'];

const sized = (size: string | undefined): string => (size ? ` (${size})` : '');

function givenBack(value: number): string {
  if (value <= 0) return 'It cost you nothing.';
  return value === 1 ? 'Your credit is back.' : `Your ${credits(value)} are back.`;
}

/** The message in which a job is seen from order to result. */
const card = {
  /** `ahead` is undefined while nobody has counted. */
  queued(ahead: number | undefined) {
    if (ahead === undefined) return 'Queued, it starts by itself';
    return ahead === 0 ? 'Queued, next in line' : `Queued, ${ordinal(ahead + 1)} in line`;
  },
  /** In line while the provider's account needs a person. */
  paused:
    'The provider is taking no orders from the bot at the moment; whoever runs the bot has been told. Yours keeps its place in line.',
  /** In line while a firewall turns us away. */
  rests: (until: string) =>
    `The provider's firewall is turning the bot away for a while. Your order keeps its place in line and goes on by itself ${until}.`,
  working: 'In the darkroom…',
  ready: (ready: number, total: number) => `${number(ready)} of ${number(total)} ready`,
  percent,
  expected: (timestamp: string) => `expected ${timestamp}`,
  /** On a message that will not change by itself any more. */
  mayGet:
    'This is taking longer than Discord lets me update this message. Press **Get result** to see how far it is; ' +
    'what is ready is kept in **/history** too.',
  /** Calls the owner of a long job. */
  ended: (mention: string, hasPictures: boolean) =>
    hasPictures
      ? `${mention} Your picture is ready: it is in the message above.`
      : `${mention} There is no picture this time: the message above says why, and what to do next.`,
  /** It is finished, and a person has to let the bot fetch it. */
  held:
    '**Your picture is finished and safe.** It is at an address that I may not open yet. Whoever runs me has been ' +
    'told; as soon as they allow it, the picture appears here by itself, at no extra cost.',
  late: 'This arrived after we had given up on it, so it is free.',
  cancelled: (back: number) => `Cancelled. ${givenBack(back)} Press **Try again** if you change your mind.`,
  restarted: (back: number) =>
    `The bot restarted before this was started. ${givenBack(back)} Press **Try again** to start it now.`,
  givenBack,
  partial: (ready: number, total: number) => `${number(ready)} of ${count(total, 'picture')}`,
  lost: (lost: number, because: string) =>
    `${number(lost)} ${lost === 1 ? 'was' : 'were'} given back because ${because}`,
  lostOtherwise: (lost: number) => `${number(lost)} ${lost === 1 ? 'was' : 'were'} given back for other reasons`,
  lostByCancel: (lost: number) => `${number(lost)} ${lost === 1 ? 'was' : 'were'} cancelled and given back`,
  /** Files of a batch, and what happened to each, as a whole sentence. */
  lostFile: (names: string, happened: string) => `**${names}**: ${happened}`,
  /** Files beyond those that were named. */
  lostFiles: (lost: number) => `${count(lost, 'more file')} could not be done.`,
  /** One after the other, and what all of them cost. */
  step: (current: number, total: number, price: number) =>
    `Step ${number(current)} of ${number(total)} · ${credits(price)} for all steps`,
  stopped: (current: number, total: number, why: string) =>
    `**Stopped at step ${number(current)} of ${number(total)}.** ${why} What was not made costs nothing.`,
  stoppedByCancel: 'You cancelled it.',
  /** On a link to all originals as one file. */
  zip: 'Download all as ZIP',
  hidden: (hidden: number) =>
    `${count(hidden, 'picture')} marked as NSFW ${hidden === 1 ? 'is' : 'are'} not shown in this channel. ` +
    `Open **/history** in an age-restricted channel or in a direct message with me to see ${hidden === 1 ? 'it' : 'them'}.`,
  notKept: (lost: number) =>
    `${count(lost, 'picture')} cannot be shown: there is no copy of ${lost === 1 ? 'it' : 'them'} here any more. Send the command again for a new one.`,
  linkPending: 'The lasting link follows as soon as the file service is back.',
  keptHere: 'The file service would not take the original, so I keep it myself: every button still works on it.',
  openFullSize: (size: string | undefined) => `Open full size${sized(size)}`,
  openFullSizeOf: (n: number, size: string | undefined) => `Open full size ${number(n)}${sized(size)}`,
  /** Before the numbers of several pictures, each a link to its original. */
  fullSizes: 'Full size:',
  withPicture: (option: string) => `with ${/^[aeiou]/i.test(option) ? 'an' : 'a'} ${option}`,
  /** The picture was larger than the provider takes. */
  shrunk: (option: string, from: PictureSize, to: PictureSize) =>
    `${option} made smaller for the provider: ${from.width}×${from.height} → ${to.width}×${to.height}`,
  setting: (option: string, value: string) => `${option}: ${value}`,
  number,
  flag: (isOn: boolean): string => (isOn ? 'on' : 'off'),
  price(price: number, charged: number) {
    if (price === 0) return 'Free';
    if (charged === 0) return `${credits(price)} given back`;
    if (charged < price) return `${credits(charged)} (${number(price - charged)} given back)`;
    return credits(price);
  },
  left: (left: number) => `${number(left)} left today`,
  job: (id: string) => `Job ${id}`,
};

interface FailureText {
  /** Whole sentence. */
  readonly happened: string;
  /** Ends a sentence that begins with "because". */
  readonly because: string;
  /** Whole sentence: what the member does now. */
  readonly next: string;
}

/** Why a job brought no picture. */
const failures = {
  refused: {
    happened: "The provider's content check turned this down.",
    because: "the provider's content check turned it down",
    next: 'Change the words or the picture and send the command again.',
  },
  'no-credits': {
    happened: 'There are not enough credits left today for this step.',
    because: 'too few credits were left that day',
    next: 'Press **Try again** when you have new credits.',
  },
  'not-allowed': {
    happened: 'The limits here do not allow this at the moment.',
    because: 'the limits here do not allow it',
    next: '**/quota** shows what you may do. Ask for something smaller, or ask a moderator.',
  },
  'invalid-request': {
    happened: 'The provider did not accept these settings.',
    because: 'the provider did not accept the settings',
    next: 'Send the command again with other settings, or with fewer.',
  },
  'provider-key': {
    happened: "The provider does not accept the bot's key at the moment.",
    because: "the provider did not accept the bot's key",
    next: 'Whoever runs the bot has been told. Press **Try again** later.',
  },
  'provider-credits': {
    happened: "The bot's account at the provider is used up.",
    because: "the bot's account at the provider is used up",
    next: 'Whoever runs the bot has been told. Press **Try again** later.',
  },
  'provider-gone': {
    happened: 'The provider no longer offers this.',
    because: 'the provider no longer offers this',
    next: 'Send the command again with another model, or use another command.',
  },
  'not-in-plan': {
    happened: "What you asked for is not part of the bot's plan at the provider.",
    because: "it is not part of the bot's plan at the provider",
    next: 'Choose another model, or use another command. Whoever runs the bot has been told.',
  },
  'provider-blocked': {
    happened: "The provider's firewall keeps turning this order away.",
    because: "the provider's firewall turned it away",
    next: 'Say it in other words and send the command again.',
  },
  'provider-busy': {
    happened: 'The provider is too busy and accepted none of our attempts.',
    because: 'the provider was too busy',
    next: 'Wait a minute, then press **Try again**.',
  },
  'provider-failed': {
    happened: 'The provider could not finish this picture.',
    because: 'the provider could not finish it',
    next: 'Press **Try again**.',
  },
  deadline: {
    happened: 'This took too long, so we stopped waiting.',
    because: 'it took too long',
    next: 'If the picture still comes, you get it here for free. If you would rather not wait, press **Try again**.',
  },
  'task-lost': {
    happened: 'The provider lost track of this picture.',
    because: 'the provider lost track of it',
    next: 'Press **Try again**.',
  },
  'other-api': {
    happened: 'This picture was ordered by another key than the one that the bot has now, and cannot be asked for.',
    because: 'ordered by a key that the bot no longer has',
    next: 'If the key comes back within a day, you get the picture here for free. If you would rather not wait, press **Try again**.',
  },
  'result-lost': {
    happened: 'The picture was made, but the provider removed it before it could be fetched.',
    because: 'the provider removed it too early',
    next: 'Press **Try again**.',
  },
  'result-held': {
    happened: 'Your picture is finished and safe, but it is at an address that I may not open yet.',
    because: 'it is at an address that I may not open yet',
    next: 'Whoever runs me has been told. Once they allow it, the picture appears here by itself, for free.',
  },
  'result-unreadable': {
    happened: 'What the provider sent is not a readable picture.',
    because: 'what the provider sent was not a readable picture',
    next: 'Press **Try again**.',
  },
  'input-refused': {
    happened: 'This cannot be made from that picture.',
    because: 'it cannot be made from that picture',
    next: 'Send the command again with another picture.',
  },
  'source-unreadable': {
    happened: 'The picture you gave could not be read any more.',
    because: 'the picture you gave could not be read',
    next: 'Send the command again and attach the picture again, as PNG, JPEG or WebP.',
  },
  unknown: {
    happened: 'The connection broke just as this was sent, so we cannot tell whether the provider took it.',
    because: 'the connection broke just as it was sent',
    next: 'Press **Try again**: that is free this once. If the first picture comes after all, you get it here as well.',
  },
  restored: {
    happened: 'The bot was put back from a backup, and we cannot tell whether this was sent before.',
    because: 'the bot was put back from a backup',
    next: 'Press **Try again**: that is free this once.',
  },
  'not-acknowledged': {
    happened: 'Discord did not pass on our answer in time, so nothing was started.',
    because: 'Discord did not pass on our answer in time',
    next: 'Send the command again.',
  },
  'unreadable-record': {
    happened: 'After an update, the bot can no longer read this job.',
    because: 'the bot can no longer read it after an update',
    next: 'Send the command again.',
  },
  internal: {
    happened: 'Something broke on our side.',
    because: 'something broke on our side',
    next: 'Press **Try again**. If it breaks again, tell whoever runs the bot the job number below.',
  },
} satisfies Record<FailureCode, FailureText>;

/** Labels beneath a card. */
const buttons = {
  again: 'Again',
  vary: 'Variation',
  upscale: 'Upscale',
  rmbg: 'Remove background',
  expand: 'Expand',
  relight: 'Relight',
  restyle: 'Restyle',
  reword: 'Edit with words',
  prompt: 'Edit prompt',
  compare: 'Compare',
  cancel: 'Cancel',
  retry: 'Try again',
  share: 'Share',
  delete: 'Delete',
  report: 'Report',
  get: 'Get result',
} satisfies Record<Action, string>;

interface Parent {
  /** Where that message shows several pictures. */
  readonly n: number | undefined;
  /** Leads to the message. */
  readonly link: string | undefined;
  readonly owner: string;
}

/** What stands in the menu of a result below the name of each entry, to tell apart what sounds alike. */
const deeds = {
  again: 'A new picture from the same words and settings',
  vary: 'A new picture, close to this one',
  upscale: 'This picture, larger and finer',
  rmbg: 'Keeps only what stands in front',
  expand: 'Adds more around it, or another shape',
  relight: 'This picture in another light',
  restyle: 'This picture as watercolor, anime, clay…',
  reword: 'Changes this picture: say what should be different',
  prompt: 'A new picture from other words, with the same settings',
  compare: 'Before and after, side by side',
  chain: 'Every step on the way to it, as a film strip',
  redo: 'The same steps on a picture of yours',
  retry: 'Makes what did not come',
  share: 'Shows it to everybody here',
  report: 'Tells the moderators about it',
  delete: 'Removes it for good; you are asked first',
} satisfies Record<Deed, string>;

/** Texts of what a result offers; titles and commands are made harmless before they get here. */
const results = {
  deeds,
  /** An entry of a menu with what it costs. */
  priced: (description: string, price: number) => `${description} · ${credits(price)}`,
  /** The menu of what else can be done with a result. */
  others: 'More…',
  /** In that menu, below the number of one of several pictures. */
  ofThisPicture: 'What can be done with this one',
  /** Above the menu of that picture. */
  chosenPicture: (n: number) => `**Picture ${number(n)}**\nWhat would you like to do with it?`,
  /** Below a card: what the letter of its short buttons stands for. */
  letter: (letter: string, label: string) => `${letter} = ${label}`,
  /** Below a card: what a press costs. */
  cost: (labels: readonly string[], price: number) =>
    `${labels.join(', ')}: ${credits(price)}${labels.length > 1 || /^[A-Z] = /.test(labels[0] ?? '') ? ' each' : ''}`,
  /** The same where all buttons cost the same. */
  eachNew: (price: number) => `Each new picture: ${credits(price)}`,
  /** What it was made from. */
  parent({ n, link, owner }: Parent) {
    const picture = n === undefined ? 'a picture' : `picture ${number(n)}`;
    return `from ${link === undefined ? picture : `[${picture}](${link})`} by ${owner}`;
  },
  /** Above the ready-made ways; `left`: of the day's credits, where it is known. */
  choosePreset: (title: string, price: number | undefined, left: number | undefined) =>
    [
      `**${title}**`,
      ...(price ? [credits(price)] : []),
      ...(price && left !== undefined ? [`${number(left)} left today`] : []),
    ].join(' · '),
  presetTaken: (title: string) => `**${title}** is started: see the new message below.`,
  /** In the closed menu of ready-made ways. */
  presets: {
    expand: 'To which shape?',
    relight: 'In which light?',
    restyle: 'In which style?',
  },
  more: 'More options…',
  moreHint: 'Shows the command, ready to copy',
  copyCommand: (command: string) => `Copy this, add what you like, and send it:\n${command}`,
  promptTitle: 'Edit prompt: a new picture',
  promptLabel: 'What should the picture show?',
  promptHint: 'All other settings stay as they were',
  rewordTitle: 'Edit with words: this picture changed',
  filesLabel: 'More pictures, if you like',
  filesHint: 'Up to two, to combine or to take things from',
  compared: (title: string) => `**${title}**: before and after`,
  /** Alt text. */
  comparedAlt: 'The picture before and after, side by side',
  confirmDelete: (pictures: number) =>
    `Delete ${pictures === 1 ? 'this picture' : `all ${count(pictures, 'picture')} in this message`} forever? ` +
    'What was paid stays paid. To keep it, just dismiss this message.',
  deleteForEver: 'Delete forever',
};

/** Texts of what the menu of a message opens; file names are made harmless before they get here. */
const menus = {
  choose: (title: string, pictures: number) =>
    `**${title}**: which of the ${pictures} pictures? Only you see this and the result.`,
  /** Alt text of a picture that can be chosen. */
  numbered: (n: number) => `Picture ${n}`,
  wordsLabel: 'What should change?',
  wordsHint: 'For example: make it night, with lights in the windows',
  notOurs: (pictures: number): string =>
    pictures === 1
      ? 'This picture was not made here. What is known about it:'
      : 'These pictures were not made here. What is known about them:',
  /** In place of a file name. */
  linked: 'linked picture',
  megabytes: (value: number) => `${number(Math.max(0.1, Math.round(value * 10) / 10))} MB`,
};

/** Texts of the form in which many pictures are handed in. */
const batch = {
  title: 'The same with many pictures',
  operation: 'What to do with each',
  pictures: 'Pictures',
  picturesHint: (most: number) => `Up to ${most}: PNG, JPEG or WebP`,
  each: (price: number) => `${credits(price)} a picture`,
  explained: 'All start at once, in one message. What cannot be done costs nothing; the rest goes on.',
};

/** Texts of how a picture came about; prompts and links are made harmless before they get here. */
const chain = {
  /** On a button. */
  history: 'History of this picture',
  repeat: 'Repeat on another picture',
  title: (pictures: number) => `**History of this picture** · ${count(pictures, 'picture')}`,
  source: 'Your picture',
  /** Steps before the first that is told. */
  earlier: (steps: number) =>
    `-# ${count(steps, 'earlier step')}: choose the first one below, then **${chain.history}**.`,
  later: (pictures: number) => `-# ${count(pictures, 'picture')} made from this one so far.`,
  untold: (steps: number) => `-# ${number(steps)} more in the picture above.`,
  branch: 'Branch from…',
  /** Of a choice in that menu: what was made from the picture. */
  laterChoice: (title: string) => `Made from it: ${title}`,
  hint: 'Only you see this. Choose a step to see it with all its buttons and go on from there.',
  /** In the form that asks for another picture. */
  repeatTitle: 'The same steps, another picture',
  repeatPicture: 'Your picture',
  repeatAbout: (steps: readonly string[], price: number) =>
    `${steps.join(' → ')}: **${credits(price)}** in all. Each step is paid for when it starts; if one fails, the rest costs nothing.`,
  stripAlt: (pictures: number) => `The ${count(pictures, 'step')} to this picture, in order`,
};

/** When a member wants to be called. */
const ping = {
  /** Stands above the menu. */
  about: 'Call me when a picture is ready:',
  choices: {
    long: 'After half a minute or more',
    always: 'Always',
    never: 'Never',
  } satisfies Record<PingWish, string>,
};

/** What is wrong with a request, and what to type instead; nothing was spent. */
const refusals = {
  anyOf,
  quoted: (value: string) => `“${value}”`,
  /** How an option is named: as it is typed, and as this language shows it. */
  option: (name: string, _localName?: string) => `**${name}**`,
  more: (untold: number) => `${number(untold)} more`,
  blank: (option: string) => `${option} is empty. Write something there and send the command again.`,
  tooLong: (option: string, limit: number, actual: number) =>
    `${option} may have ${number(limit)} characters; yours has ${number(actual)}. Shorten it and send the command again.`,
  missing: (option: string) => `${option} is needed here. Add it and send the command again.`,
  noSuchOption: (option: string, left: string) =>
    `${option} is not there any more: the provider's other API has it, and the bot uses the one without it. Type the command with ${left}.`,
  badChoice: (option: string, value: string, allowed: string) => `${option} cannot be ${value}. Choose ${allowed}.`,
  outOfRange: (option: string, minimum: number, maximum: number | undefined) =>
    maximum === undefined
      ? `${option} starts at ${number(minimum)}. Choose that or more.`
      : `${option} goes from ${number(minimum)} to ${number(maximum)}. Choose a number in between.`,
  badValue: (option: string) => `${option} cannot be used as it is. Choose another value, or leave it out.`,
  colorCount: (option: string) => `${option} takes one to five colors. Write them like \`#ff8800:0.6, #0aa\`.`,
  color: (option: string, value: string) =>
    `${value} in ${option} is not a color. Write colors like \`#ff8800:0.6, #0aa\`.`,
  colorWeight: (option: string, value: string) =>
    `The weight of ${value} in ${option} has to be from 0.05 to 1. Write it like \`#ff8800:0.6\`.`,
  needs: (option: string, needs: string) => `${option} does nothing without ${needs}. Add it, or leave ${option} out.`,
  conflict: (option: string, other: string) => `${option} and ${other} cannot be used together. Keep one of them.`,
  onlyWith: (option: string, other: string, values: string) =>
    `${option} works only when ${other} is ${values}. Choose that, or leave ${option} out.`,
  notWith: (option: string, other: string, values: string) =>
    `${option} does not work when ${other} is ${values}. Choose something else there, or leave ${option} out.`,
  switchedOff: (what: string) => `${what} is switched off on this bot at the moment. Choose something else.`,
  notAPicture: (option: string) => `What you attached as ${option} is not a picture. Attach a PNG, JPEG or WebP.`,
  tooLarge: (option: string, megabytes: number) =>
    `The picture in ${option} is larger than ${number(megabytes)} MB. Attach a smaller one, or save it as JPEG.`,
  tooManyPixels: (option: string, megapixels: number) =>
    `The picture in ${option} has more than ${number(megapixels)} megapixels. Attach a smaller version.`,
  unreadable: (option: string) =>
    `The picture in ${option} seems damaged. Save it again as PNG, JPEG or WebP and attach that.`,
  unreachable: (option: string) =>
    `The picture in ${option} could not be fetched. Attach it and send the command again.`,
  /** What the operator can do about it follows. */
  noAddress:
    'The provider has to fetch this picture by a link, and it has none. Save it and attach it as a file with the command.',
  noPicture: (option: string, other: string) =>
    `This needs a picture. Attach one as ${option}, or choose one of yours in ${other}: a recent picture, a job id, or a link.`,
  tooManyPictures: (limit: number) => `At most ${number(limit)} pictures can be used together. Leave some out.`,
  tooSmall: (option: string, pixels: number) =>
    `The picture in ${option} is too small: each side needs at least ${number(pixels)} pixels. Attach a larger one.`,
  tooLongShape: (option: string, longest: number) =>
    `The picture in ${option} is too long and narrow: one side may be ${number(longest)} times the other. Crop it first.`,
  pictureNotFound: (option: string) =>
    `${option} leads to no picture of yours. Choose one from the list, or attach the picture itself.`,
  linkNotAllowed: (option: string, host: string) =>
    `Pictures from ${host} cannot be used in ${option}. Save the picture and attach it instead.`,
  nothingToAdd: (margins: string, shape: string) =>
    `Nothing would be added. Give a number of pixels for ${margins}, or choose a ${shape} that the picture does not have yet.`,
  sideTooLarge: (option: string, side: string, limit: number, nearest: string | undefined) =>
    `For ${option}, more than ${number(limit)} pixels would have to be added at the ${side}. ${
      nearest === undefined ? 'Choose a smaller number.' : `The nearest that works is ${nearest}.`
    }`,
  resultTooLarge: (option: string, limit: number, unit: 'px' | 'megapixels', nearest: string | undefined) =>
    `The result would be larger than ${number(limit)} ${unit === 'px' ? 'pixels a side' : 'megapixels'}. ${
      nearest === undefined ? 'Ask for less, or use a smaller picture.' : `Set ${option} to ${nearest}.`
    }`,
  badShape: (option: string, value: string, example: string, between: readonly [string, string] | undefined) =>
    `${option} cannot be ${value}. Write it like ${example}${between ? `, from ${between[0]} to ${between[1]}` : ''}.`,
  badEmphasis: (option: string, value: string) =>
    `${value} in ${option} is not possible: emphasis goes from 1 to 1.4, as in \`(golden light:1.2)\`.`,
};

/** Discord's own names of permissions, as its settings show them. */
const permissions: Readonly<Record<string, string>> = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  AttachFiles: 'Attach Files',
  ReadMessageHistory: 'Read Message History',
};

/** Why nobody can have this now, however they ask. */
const denials = {
  providerPaused: {
    key: "The provider does not accept the bot's key at the moment. Whoever runs the bot has been told: try again later.",
    credits: "The bot's account at the provider is used up. Whoever runs the bot has been told: try again later.",
    gone: 'The provider no longer offers this. Use another command or model; whoever runs the bot has been told.',
  } satisfies Record<PauseReason, string>,
  /** What is not there, and what is in its place: choices, commands, both or neither. */
  switchedOff(what: string, choices: string | undefined, commands: string | undefined) {
    const state = `The provider does not offer ${what} at the moment. The bot will try it again by itself.`;
    if (choices && commands) return `${state} Until then, choose ${choices}, or use ${commands}.`;
    if (choices) return `${state} Until then, choose ${choices}.`;
    return `${state} Until then, use ${commands ?? 'another command'}.`;
  },
  choiceOf: (choice: string, command: string) => `“${choice}” of ${command}`,
  anyOf,
  /** The rule comes covered. */
  wordRule: (rule: string) =>
    `The moderators of this server do not want this in prompts: ${rule}. Change the words and send it again; nothing was charged. If you think it is a mistake, ask them.`,
  spoolFull:
    'Too many finished pictures are waiting to be stored, so no new requests are taken. Try again in a few minutes.',
  resultsHeld:
    'Finished pictures of this command are at an address that the bot may not open yet, so no new ones are ordered. Whoever runs the bot has been told: use another command, or try again later.',
  storeUnavailable:
    'The bot cannot save anything at the moment, so it takes no new requests. Try again in a few minutes.',
  allOf,
  permissions,
};

interface Attribution {
  readonly author: string;
  readonly link: string;
  /** Only its maker sees it. */
  readonly isHidden: boolean;
}

/** Texts of whose picture may be edited, and of who made it; the author comes as a mention, the link is Discord's own. */
const consent = {
  refusals: {
    'own-only':
      'That picture belongs to somebody else, and only they may edit it. Use a picture of your own, or one that I made.',
    'author-did-not-agree':
      'This server only allows edits of pictures whose authors agreed, and this author has not. Ask them to allow it with **/privacy edits**, or use a picture of your own.',
    'author-refuses':
      'Its author does not want their pictures edited by others. Use a picture of your own, or ask them.',
  } satisfies Record<ConsentRefusal, string>,
  /** `mayStart`: a button beneath starts from the finished picture. */
  handedIn: (owner: string, mayStart: boolean) =>
    `What ${owner} provided for this stays theirs, so it cannot be used again here. ` +
    (mayStart
      ? 'You can start from the finished picture instead.'
      : 'Go on from the finished picture with another button, such as **Edit with words**, or attach a picture of your own.'),
  startFromResult: 'Start from this picture',
  /** In the form that asks for other words. */
  wordsFromResult:
    'What this picture was made from stays with whoever provided it. Your words start from the finished picture instead.',
  onlyOwnerCompares: (owner: string) =>
    `Only ${owner} can compare this: what they provided for it is for their eyes. Ask them to show you.`,
  credit: ({ author, link, isHidden }: Attribution) =>
    `made from [a picture](${link}) by ${author}${isHidden ? ' · only you see it until you press **Share**' : ''}`,
};

/** Of credits: what it costs, what is left, and when there are new ones. */
export interface Shortage {
  readonly price: number;
  readonly left: number;
  readonly resets: string;
  readonly mayBeGranted?: boolean;
}

interface BudgetNotice {
  readonly percent: number;
  readonly spent: number;
  readonly credits: number;
  readonly resets: string;
}

function adviceFor({ left, resets, mayBeGranted }: Shortage): string {
  const wait =
    left > 0
      ? `Ask for fewer or smaller pictures, or wait: new credits come ${resets}.`
      : `New credits come ${resets}.`;
  return mayBeGranted ? `${wait} A moderator can add some with **/limits grant**; **/quota** shows all.` : wait;
}

/** Texts of what limits turn down, and of a server's budget. Times come as Discord's timestamps. */
const limits = {
  blocked(time: string | undefined, reason: string | undefined) {
    const state = `A moderator of this server has stopped your pictures here${untilTime(time)}.`;
    return `${state}${reason ? ` Their reason: ${reason}.` : ''} Ask a moderator if you think that this is a mistake.`;
  },
  /** Without a command: all of them. */
  paused: (command: string | undefined) =>
    `${command ?? 'Making pictures'} is paused in this server until a moderator resumes it. ` +
    `${command ? 'Use another command' : 'Try again later'}, or ask a moderator.`,
  pausedByBudget: (command: string | undefined, resets: string) =>
    `${command ?? 'Making pictures'} is paused because little is left of this server's budget for the month. ` +
    `It goes on ${resets}. Use a cheaper command until then: **/quota** has the prices.`,
  notAllowed: (command: string, isHere: boolean, time: string | undefined) =>
    isHere
      ? `${command} is not allowed in this channel${untilTime(time)}. Use it in another channel, or ask a moderator.`
      : `You may not use ${command} in this server${untilTime(time)}. Use another command, or ask a moderator.`,
  resolution: (asked: string, most: string, time: string | undefined) =>
    `This would be ${asked}, and you may ask for up to ${most} here${untilTime(time)}. ` +
    'Choose a smaller size, or ask a moderator.',
  concurrent: ({
    running,
    limit,
    mayCancel,
  }: {
    readonly running: number;
    readonly limit: number;
    readonly mayCancel?: boolean;
  }) =>
    `You have ${count(running, 'request')} in the works and may have ${number(limit)} at once. ` +
    (mayCancel ? 'Wait until one is finished, or cancel one: **/jobs**.' : 'Wait until one is finished.'),
  cooldown: (seconds: number, ends: string) =>
    `You have to wait ${count(seconds, 'second')} between two pictures here. Send the command again ${ends}.`,
  dailyCredits({ daily, ...about }: Shortage & { readonly daily: number }) {
    const { price, left } = about;
    const state = `This costs ${credits(price)}, and you have ${number(left)} of ${number(daily)} left today.`;
    return `${state} ${adviceFor(about)}`;
  },
  monthlyCredits({ monthly, ...about }: Shortage & { readonly monthly: number }) {
    const { price, left } = about;
    const state = `This costs ${credits(price)}, and you have ${number(left)} of ${number(monthly)} left this month.`;
    return `${state} ${adviceFor(about)}`;
  },
  pool: {
    budget: ({ price, left, resets }) =>
      `This costs ${credits(price)}, and this server's budget for the month has ${number(left)} left. ` +
      `It starts over ${resets}. Ask for something smaller, or ask a moderator to raise it with **/limits budget**.`,
    server: ({ price, left, resets }) =>
      `This costs ${credits(price)}, and this server has ${number(left)} left this month of what the bot's operator ` +
      `allows it. It starts over ${resets}. Ask for something smaller, or wait.`,
    operator: ({ price, left, resets }) =>
      `This costs ${credits(price)}, and the bot has ${number(left)} left this month for everybody together. ` +
      `It starts over ${resets}. Ask for something smaller, or wait.`,
  } satisfies Record<Pool['kind'], (about: Omit<Shortage, 'mayBeGranted'>) => string>,
  /** To the moderators, when so many percent of the month's budget are spent. */
  budgetNotice: ({ percent, spent, credits: budget, resets }: BudgetNotice) =>
    `**${number(percent)}% of this month's budget is spent**: ${number(spent)} of ${credits(budget)}. ` +
    `It starts over ${resets}.`,
  budgetPauses: (commands: readonly string[]) =>
    `Paused by itself so that the cheaper commands last: ${allOf(commands)}. **/limits resume** brings one back.`,
  budgetNext: 'Raise it with **/limits budget**, or leave it: nothing is spent beyond it.',
  budgetOver: 'Nobody can start a picture here until then. Raise it with **/limits budget** if you want to go on.',
};

/** Short answers to a press or a command, for the member alone. */
const notices = {
  unknownButton: 'This button comes from another version of the bot and no longer works. Send the command again.',
  jobMissing:
    'This picture is no longer on record: it was deleted, or it has expired. Send the command again to make a new one.',
  notYours: 'This belongs to somebody else. Send the command yourself to make your own.',
  alreadyFinished: 'This is finished already. The message above shows how it ended.',
  tooLateToCancel:
    'Too late to cancel: it is already paid for. The picture will be delivered, and is kept in **/history**.',
  cancelled: 'Cancelled. What it cost is back. Send the command again whenever you like.',
  sameAction: 'You did this a moment ago: it counts once. Have a look at the message that is already here.',
  unknownCommand:
    'The bot was updated and no longer knows this command. Try again in a minute; reloading Discord helps too.',
  /** Whether it never was, is gone, or is none of the member's business: the very same words. */
  noSuchJob: 'You have no such job, and this server has no public one. **/history** lists your pictures.',
  noPictureThere: 'There is no picture in that message that I can work on. Choose a message with a PNG, JPEG or WebP.',
  choiceOver: 'This choice is over. Open the menu on the message again.',
  notReady: 'This picture is not ready yet. Press the button again when it is here.',
  nothingBefore: 'This picture was made from words alone, so there is no picture before it to compare with.',
  sharedAlready: 'This is shared already: look for it further down in the channel where you shared it.',
  publicAlready: 'Everybody in this channel sees this already.',
  deleted: 'Deleted: the message, the picture and what it was made from. It cannot be brought back.',
  deletedButShown:
    'Deleted here and at the file service. The message itself is out of my reach: remove it in Discord, too.',
  hiddenHere:
    'This picture is marked as NSFW and this channel is not. Press the button in an age-restricted channel or a direct message.',
  deleteLater:
    'The file service does not answer, so the picture cannot be removed yet. Nothing has changed: press the button again in a few minutes.',
  fetchLater:
    'The file service does not answer, so I cannot fetch this picture. Press the button again in a few minutes.',
  notYoursToDelete:
    'Only whoever made this and moderators of this channel may delete it. **Report** tells the moderators about it.',
  cancelFirst: 'This is still in the works. Cancel it, or delete it when it is finished.',
  reported:
    'Thank you. The moderators of this server will see your report; nobody else does. I tell you by direct message what becomes of it.',
  reportedWaiting:
    'Thank you. Your report is kept, but nobody has seen it yet: this server has named no channel for reports. I am telling its owner; if it cannot wait, write to a moderator.',
  reportedAlready: 'You have reported this already. What becomes of it I tell you by direct message.',
  reportOwn: 'This is your own. **Delete** removes it.',
  reportElsewhere:
    'Reports go to the moderators of a server that has added me, and this is not one. Report the message to Discord instead.',
  notOffered: (command: string, instead: string | undefined) =>
    `Not offered here at the moment: ${command}. ${instead ? `Use ${instead} instead.` : '**/help** lists what is.'}`,
  wordsOnly:
    'This picture was made from words alone, so there is nothing to repeat on another picture. Use **Again**, or **/reimagine**.',
  stepNotYours:
    'One of the steps to this picture is private to somebody else, so they cannot be repeated. Branch from a later step, or ask its author.',
  tooManySteps: 'At most ten steps can be repeated at once. Open the history of an earlier step and repeat from there.',
  stepNotOffered: 'One of the steps is not offered here at the moment. Try again later, or repeat an earlier step.',
  moderatorsOnly:
    'This is for moderators: members who may manage the server, or have the moderators’ role. Ask one of them.',
  serversOnly: 'This works in servers that the bot is a member of. Use it there.',
  shuttingDown: 'The bot is restarting. Try again in a minute; nothing that was started is lost.',
  tooSlow: 'I am slower than usual right now, so nothing was started and nothing was spent. Do the same once more.',
  internal: (reference: string) =>
    `Something broke on our side (ref ${reference}). Try again; if it breaks again, tell whoever runs the bot this reference.`,
};

/** Texts of the private pages; prompts, ids and links are made harmless before they get here. */
const pages = {
  previous: 'Previous',
  next: 'Next',
  refresh: 'Refresh',
  toMessage: 'message',
  position: (page: number, pages: number) => `page ${number(page)} of ${number(pages)}`,
  /** In an autocomplete list, where Discord counts no time itself. */
  ago,
  /** Of a picture that the member handed in. */
  ownFile: 'your file',
  jobs: {
    title: (total: number) => `**In the works** · ${count(total, 'request')}`,
    none: 'You have nothing in the works. **/help** shows what you can make; what you have made is in **/history**.',
    hint: 'Only you see this. What is finished is in **/history**.',
    since: (timestamp: string) => `started ${timestamp}`,
    delivering: 'Finished: on its way to you',
  },
  history: {
    title: (total: number) => `**Your history** · ${count(total, 'result')}`,
    none: 'You have no pictures yet. **/help** shows what you can make.',
    /** The page that was asked for is not there. */
    noSuchPage: (page: number, pages: number) =>
      pages === 1
        ? `There is no page ${number(page)}: your history has one page. Press **Previous**.`
        : `There is no page ${number(page)}: your history has pages 1 to ${number(pages)}. Press **Previous** for the last one.`,
    hint: 'Only you see this.',
    pictures: (pictures: number) => count(pictures, 'picture'),
    /** Of a link to the original. */
    fullSize: 'full size',
    showOne: 'Show one again…',
    hidden: (hidden: number) =>
      `${count(hidden, 'picture')} marked as NSFW: open your history in an age-restricted channel or in a direct message with me.`,
    /** No copy is left to be shown here. */
    notKept: (lost: number) => `${count(lost, 'picture')} not kept here: have a look at the message.`,
  },
  help: {
    title: '**What you can do here**',
    firstStep: (command: string) => `**First step**: type ${command} and describe a picture.`,
    fromWords: '**A picture from words**',
    fromPicture: '**From a picture** · or right-click a message that has one (on a phone, hold it), then *Apps*',
    others: '**Yours**',
    moderation: '**For moderators**',
    hint: 'In brackets: credits for a picture. For all about a command, choose it in **/help**.',
    unknown: (typed: string) => `“${typed}” is not a command here. There are:`,
    priced: (command: string, cheapest: number, dearest: number) =>
      `${command} (${cheapest === dearest ? number(cheapest) : `${number(cheapest)}–${number(dearest)}`})`,
    priceOf: (what: string, value: number) => `${what}: ${number(value)}`,
    priceTitle: '**Price of a picture in credits**',
    optionsTitle: '**Options**',
    defaults: '-# A number in brackets is what you get if you choose nothing.',
    needed: 'required',
    range: (minimum: number, maximum: number) => `${number(minimum)} to ${number(maximum)}`,
    atLeast: (minimum: number) => `${number(minimum)} or more`,
    choices: (names: readonly string[], untold: number) =>
      anyOf(untold > 0 ? [...names, `${number(untold)} more`] : names),
    untold: (left: number) => `And ${count(left, 'option')} more: Discord shows them while you type the command.`,
    example: (line: string) => `**Example**: ${line}`,
    /** In place of a member's own words and picture. */
    samplePrompt: 'a red fox in the snow',
    samplePicture: '(attach a picture)',
    sampleChoice: '(choose from the list)',
  },
};

/** Texts of what a member may do; names come as mentions, times as Discord's timestamps. */
const quota = {
  title: '**Your credits here**',
  titleOf: (member: string) => `**What ${member} may do here**`,
  titleOfCommand: (member: string, command: string) => `**What ${member} may do here with ${command}**`,
  left: (left: number) => `**${credits(left)}** left to spend now`,
  today: (spent: number, limit: number, resets: string) =>
    `Today: ${number(spent)} of ${credits(limit)} · new ones ${resets}`,
  month: (spent: number, limit: number, resets: string) =>
    `This month: ${number(spent)} of ${credits(limit)} · new ones ${resets}`,
  running: (running: number, limit: number) => `In the works: ${number(running)} of ${number(limit)} at once`,
  cooldown: (seconds: number, next: string | undefined) =>
    `Between two pictures: ${count(seconds, 'second')}${next === undefined ? '' : ` · the next one ${next}`}`,
  resolution: (most: string) => `Largest picture: ${most}`,
  notAllowed: 'Making pictures is not allowed here. Try another channel, or ask a moderator.',
  /** Of one command. */
  notAllowedHere: 'not allowed here',
  /** Several, and the time at which the first of them ends. */
  grants: (grants: number, left: number, all: number, time: string | undefined) =>
    `Granted beside that: ${number(left)} of ${credits(all)}, in ${count(grants, 'grant')}${time === undefined ? '' : `; the first ends ${time}`}`,
  grant: (left: number, all: number, time: string | undefined) =>
    `Granted beside that: ${number(left)} of ${credits(all)}${time === undefined ? ', until used up' : untilTime(time)}`,
  blocked: (time: string | undefined, reason: string | undefined) =>
    `**Stopped by a moderator${untilTime(time)}.**${reason ? ` Reason: ${reason}.` : ''} Ask a moderator about it.`,
  pausedAll: 'Everything is paused here until a moderator resumes it.',
  paused: (commands: readonly string[]) => `Paused by a moderator: ${allOf(commands)}`,
  pausedByBudget: (commands: readonly string[], resets: string) =>
    `Paused by the budget, goes on ${resets}: ${allOf(commands)}`,
  pool: {
    budget: (spent, all, resets) => `The server's budget: ${number(spent)} of ${credits(all)} · starts over ${resets}`,
    server: (spent, all, resets) =>
      `Of the operator for this server: ${number(spent)} of ${credits(all)} · starts over ${resets}`,
    operator: (spent, all, resets) =>
      `Of the operator for everybody: ${number(spent)} of ${credits(all)} · starts over ${resets}`,
  } satisfies Record<Pool['kind'], (spent: number, all: number, resets: string) => string>,
  exceptionsTitle: '**Other limits hold for**',
  exception: (command: string, about: readonly string[]) => `${command}: ${about.join(' · ')}`,
  leftOf: (left: number) => `${credits(left)} left`,
  upTo: (size: string) => `up to ${size}`,
  atOnce: (jobs: number) => `${number(jobs)} at once`,
  apart: (seconds: number) => `${count(seconds, 'second')} apart`,
  pricesTitle: '**Price of a picture in credits**',
  creditCosts: (cost: string) => `One credit costs the operator about ${cost}.`,
  price: (command: string, cheapest: number, dearest: number) =>
    `${command} ${cheapest === dearest ? number(cheapest) : `${number(cheapest)}-${number(dearest)}`}`,
  untold: (left: number) => `And ${number(left)} more.`,
  hint: 'Only you see this. Days and months are those of UTC. Credits of a picture that fails come back by themselves.',
  /** Who decides a field, and whom it beat. */
  fields: {
    daily: 'Today',
    monthly: 'This month',
    concurrent: 'In the works at once',
    cooldown: 'Wait between two',
    resolution: 'Largest picture',
    allowed: 'Allowed',
  } satisfies Record<RuleField, string>,
  decided: (field: string, value: string, by: string) => `**${field}: ${value}** · ${by}`,
  used: (used: number, most: string) => `${number(used)} of ${most}`,
  next: (time: string) => `the next one ${time}`,
  isAllowed: 'yes',
  isNotAllowed: 'no',
  credits,
  jobs: (jobs: number) => count(jobs, 'request'),
  seconds: (seconds: number) => count(seconds, 'second'),
  beaten: (others: readonly string[]) => `-# stronger than: ${others.join('; ')}`,
  operator: "the operator's default",
  everyone: (command: string) => `the rule for everyone (${command})`,
  whom: (mention: string, command: string) => `the rule for ${mention} (${command})`,
  allCommands: 'all commands',
  until: (time: string) => `until ${time}`,
  whyHint: 'Change it with **/limits set**, add credits with **/limits grant**.',
};

const unsentOf = (unsent: number): string =>
  unsent === 0
    ? ''
    : ` ${count(unsent, 'picture')} did not fit: **links.txt** in the last file says where to get them.`;

/** Texts of /privacy; points in time come as Discord's own timestamps. */
const privacy = {
  edits: {
    yes: 'Noted: where a server lets the authors decide, others may edit your pictures by a right-click. Change it with **/privacy edits**.',
    no: 'Noted: nobody else may edit your pictures with me, in any server. Change it with **/privacy edits**.',
    unsaid:
      'Noted: each server’s own rule applies to your pictures. **/privacy edits** with *No* keeps others from them everywhere.',
  } satisfies Record<'yes' | 'no' | 'unsaid', string>,
  exportAsked:
    'I am putting together everything that I keep about you. It comes by direct message, in one or several files; with many pictures this takes a few minutes.',
  exportUnderWay: (since: string) =>
    `I started putting your files together ${since}. They come by direct message: have a look there in a few minutes.`,
  exportTooSoon: (next: string) => `You got your files within the last day. You can ask for them again ${next}.`,
  exportSent: (parts: number, unsent: number) =>
    `Done: I sent you ${count(parts, 'file')} by direct message.${unsentOf(unsent)} Keep them where only you look.`,
  exportHere: (parts: number, unsent: number) =>
    `I may not write you direct messages, so your ${count(parts, 'file')} came here, for you alone.${unsentOf(unsent)} Save them now: such messages do not stay.`,
  exportClosed:
    'I could not send you your files: direct messages from me are closed. Open them in the privacy settings of a server that we share, then use **/privacy export** again.',
  exportFailed:
    'Your files could not be sent. Nothing is lost: use **/privacy export** again in an hour. If it fails again, tell whoever runs the bot.',
  /** Above a file. */
  exportPart: (part: number, isLast: boolean) =>
    part === 1 && isLast
      ? '**Everything that I keep about you.** README.txt in the file explains the rest.'
      : `**Everything that I keep about you**: file ${part}${isLast ? ', the last one.' : ', more to come.'}${part === 1 ? ' README.txt explains the rest.' : ''}`,
  confirm({ requests, pictures, files, open }: Holdings, monthEnds: string) {
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
  deleteUnderWay: (since: string) => `I started deleting your data ${since}. I will tell you when it is done.`,
  deleteStale: 'This question is too old. Use **/privacy delete** again if you still want it.',
  deleteNotYours: 'This question was somebody else’s. Use **/privacy delete** for your own data.',
  deleteDone(requests: number, beyondReach: number) {
    const done = `Done: everything that I kept about you is deleted (${count(requests, 'request')}).`;
    if (beyondReach === 0) return `${done} Whatever you make from now on is kept as before.`;
    return `${done} I could not reach ${count(beyondReach, 'message')} of mine any more: delete what you still see of them in Discord yourself, or ask a moderator there.`;
  },
  /** The file that explains the others. */
  readme: (at: string) => `Everything that this bot keeps about you, as of ${at}.

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
  /** Heads the list of what was not put into the files. */
  unsentTitle: 'Not in these files; each with its link, where there is one:',
  /** In place of a link. */
  noLink: 'no link: open it with /show or /history',
};

const byWhom = (by: string | undefined, at: string | undefined): string => (by && at ? ` by ${by} ${at}` : '');

/** What a moderator's press has done, or why it did nothing. */
const recordAnswers = {
  nowSuspended: (member: string, until: string | undefined) =>
    `${member} is suspended ${until ? `until ${until}` : 'until you press **Lift suspension**'}. Anything already being made goes on. They read that a moderator stopped them over this picture (its number), and until when; not who did.`,
  suspendedAlready: (member: string, by: string, until: string | undefined) =>
    `Nothing changed: ${by} has already suspended ${member}, ${until ? `until ${until}` : 'until lifted'}. ` +
    'To change that, press **Lift suspension** first.',
  lifted: (member: string) => `${member} may make pictures again.`,
  notSuspended: (member: string, by: string | undefined, at: string | undefined) =>
    `Nothing changed: ${member} is not suspended.${by && at ? ` ${by} lifted it ${at}.` : ''}`,
  covered: (messages: number) =>
    messages === 1
      ? 'Covered: its message will show it as a spoiler in a moment, and so will whatever is made from it.'
      : `Covered: all ${number(messages)} messages will show it as a spoiler in a moment, and so will whatever is made from it.`,
  coveredAlready: (by: string | undefined, at: string | undefined) =>
    `Nothing changed: it is already covered as a spoiler${byWhom(by, at)}.`,
  dismissed: 'Dismissed: the picture stays, and the case is closed.',
  closedAlready: (outcome: CaseOutcome, by: string, at: string) =>
    `Nothing changed: ${outcome} already by ${by} ${at}.`,
  deleted: 'Deleted everywhere: the messages, the files and the prompt. What was paid stays paid.',
  outOfReach: 'One of its messages is out of my reach: remove it in Discord, too.',
  deletedAlready: (by: string | undefined, at: string | undefined) =>
    `Nothing is left to delete: it was already deleted${byWhom(by, at)}.`,
  inTheWorks: 'Part of this is still being made. Press **Delete everywhere** again when it is finished.',
  filesAway:
    'The file service does not answer, so not everything could be removed. Press **Delete everywhere** again in a few minutes.',
  notReported: 'Nobody has reported this, so there is nothing to dismiss.',
  missing: 'This server has no such picture on record: it was never here, or has expired.',
  isPrivate:
    'This picture is private to the member who made it. Moderators can open it once it is shared or reported here.',
  notOurs: 'I did not make this message, so I have no record of it. Choose a message in which I show a picture.',
};

/** Texts of the moderators' look at a picture; members come as mentions, times as timestamps, words made harmless. */
const record = {
  title: 'Picture record',
  by: (owner: string, at: string) => `Asked for by ${owner} · ${at}`,
  command: (name: string, job: string) => `Command ${name} · job ${job}`,
  erased: 'Deleted: the pictures, the prompt and the settings are gone.',
  seenByAll: 'Seen by everybody in the channel',
  seenByOne: 'Seen only by whoever asked for it',
  sharedAt: (links: string) => `Shared: ${links}`,
  covered: 'covered as a spoiler',
  price: (price: number, charged: number) => `Price ${credits(price)}, charged ${number(charged)}`,
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
  } satisfies Record<Phase, string>,
  phase: (amount: number, phase: string, why: string | undefined) =>
    `${amount > 1 ? `${number(amount)} × ` : ''}${phase}${why ? `: ${why}` : ''}`,
  provider: (name: string) => `Provider ${name}`,
  flagged: (flagged: number, pictures: number) =>
    flagged === 0
      ? 'Not marked as NSFW by the provider'
      : `Marked as NSFW by the provider: ${number(flagged)} of ${count(pictures, 'picture')}`,
  sources: 'Made from',
  handedIn: (option: string, owner: string) => `${option}: provided by ${owner}`,
  linked: (option: string, host: string) => `${option}: linked from ${host}`,
  resultOf: (option: string, what: string) => `${option}: ${what}`,
  chain: 'Steps before',
  privateStep: 'private step',
  erasedStep: 'deleted',
  promptCut: 'The whole prompt is in the file below.',
  reports: (reports: number, last: string) => `${count(reports, 'report')}, the last ${last}`,
  unreported: 'Nobody has reported it',
  suspended: (by: string, until: string | undefined, reason: string | undefined) =>
    `Suspended by ${by} ${until ? `until ${until}` : 'until lifted'}${reason ? ` (${reason})` : ''}`,
  notSuspended: 'Not suspended',
  before: (deletions: number, suspensions: number) =>
    `so far in this server: ${count(deletions, 'deletion')}, ${count(suspensions, 'suspension')}`,
  /** Under a picture of the sources and the results. */
  stripAlt: 'What went in, and what came out',
  source: 'Source',
  result: 'Result',
  /** Why a member is suspended, as the member reads it. */
  blockReason: (job: string) => `A picture of yours (job ${job})`,

  caseTitle: 'Reported picture',
  caseFlagged: (flagged: number) =>
    `${count(flagged, 'picture')} marked as NSFW by the provider ${flagged === 1 ? 'is' : 'are'} not shown here. ` +
    'Open the record in an age-restricted channel to see them.',
  caseErased: 'The picture and its prompt are gone.',
  closed: {
    deleted: (by, at) => `**Deleted by ${by}** ${at}`,
    dismissed: (by, at) => `**Dismissed by ${by}** ${at}`,
  } satisfies Record<CaseOutcome, (by: string, at: string) => string>,
  suspendedBy: (by: string, at: string, until: string | undefined) =>
    `Suspended by ${by} ${at}, ${until ? `until ${until}` : 'until lifted'}`,
  liftedBy: (by: string, at: string) => `Suspension lifted by ${by} ${at}`,
  coveredBy: (by: string, at: string) => `Covered as a spoiler by ${by} ${at}`,

  waitingIn: (server: string) =>
    `**A report waits in ${server}.** A member reported a picture that I made there, and no moderator has seen it: there is no channel for reports in which I may write. Name one there with **/settings set log\\_channel**; whatever waits is posted at once.`,
  waitingHere:
    'A report waits, and there is no channel for it in which moderators would see it. If you moderate here, name one with **/settings set log\\_channel**; if not, please tell a moderator.',
  /** Of a link below that. */
  seeMessage: 'See the message',
  /** To whoever reported it. */
  settled: {
    deleted: (at) => `Thank you for your report ${at}: the picture has been deleted.`,
    dismissed: (at) =>
      `Thank you for your report ${at}. The moderators have looked at the picture and decided that it may stay.`,
  } satisfies Record<CaseOutcome, (at: string) => string>,

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
  } satisfies Record<RecordAction, string>,
  confirmDelete:
    'Delete this picture everywhere: its messages, where it was shared, the files and the prompt? It cannot be brought ' +
    'back. To keep it, just dismiss this message.',
  reportTitle: 'Report to the moderators',
  reasonLabel: 'What is wrong with it? (optional)',
  reasonHint: 'Only the moderators of this server read this',
  answers: recordAnswers,
  /** In a member's gallery. */
  removed: (removed: number) =>
    removed === 1
      ? 'A moderator removed one of your pictures:'
      : `Moderators removed ${number(removed)} of your pictures. The last ones:`,
  removedJob: (title: string, at: string, job: string) => `${title} · ${at} · job ${job}`,
};

/** Why a change of limits was not made. */
const limitProblems = {
  severalWhoms:
    'One limit is for one: choose a role, a member or a channel, or none of them for everyone. Nothing was changed.',
  noFields: (options: string, typed: string) =>
    `Give at least one limit: ${options}. For example: ${typed}. Nothing was changed.`,
  noJobsAtOnce: (typed: string) =>
    `At least one request at once is needed. To forbid it altogether: ${typed}. Nothing was changed.`,
  bot: 'Bots use no commands, so there is nothing to limit. Choose a person.',
  category: 'A category has no limits of its own. Choose the channels in it, one by one.',
  blockSelf: 'You cannot block yourself. Choose somebody else.',
  noSuchEntry: (typed: string) => `This server has no such change. All changes: ${typed}.`,
  unreadableEntry: 'Another version of the bot wrote this, so it cannot be undone here. Set it again.',
  undoneAlready: (typed: string) => `This has been undone already. All changes: ${typed}.`,
  asBefore: 'It is as it was before that change: there is nothing to undo.',
  manageServerOnly:
    'Only members with Manage Server decide which role moderates. Nothing was changed; ask one of them.',
  badUntil: (typed: string) =>
    `“${typed}” is not a time I understand. Write \`30m\`, \`2h\`, \`3d\`, \`1w\`, a day like \`2026-12-31\` (to its end, in UTC), or \`never\`. Nothing was changed.`,
  unknownCommand: (typed: string, known: string) => `“${typed}” is not a command with limits. Choose ${known}.`,
  unknownResolution: (typed: string, known: string) => `“${typed}” is not a resolution. Choose ${known}.`,
  pastUntil: (exactly: string) => `${exactly} has passed. Choose a time in the future. Nothing was changed.`,
  outOfRange: (option: string, minimum: number, maximum: number) =>
    `${option} goes from ${number(minimum)} to ${number(maximum)}. Nothing was changed.`,
  reasonTooLong: (length: number, limit: number) =>
    `The reason may have ${count(limit, 'character')}; yours has ${number(length)}. Shorten it. Nothing was changed.`,
  cannotWrite: (channel: string) =>
    `I cannot write in ${channel}. Give me **View Channel** and **Send Messages** there, or choose another text channel. Nothing was changed.`,
  noSuchRule: (title: string) => `There is no “${title}”. Nothing was changed.`,
  there: (lines: string) => `There are:\n${lines}`,
  thereIsNone: (typed: string) => `No limits are set. Set one: ${typed}.`,
  notBlocked: (member: string) => `${member} is not blocked. Nothing was changed.`,
  notPaused: (command: string | undefined) =>
    command
      ? `${command} is not paused by itself. Nothing was changed.`
      : 'There is no pause of all commands. Nothing was changed.',
  nothingPaused: 'Nothing is paused.',
};

/** What the moderators' `/limits` says. Mentions, times and typed commands come ready to be shown. */
const limitDesk = {
  fields: {
    daily: (value: number) => `${credits(value)} a day`,
    monthly: (value: number) => `${credits(value)} a month`,
    concurrent: (requests: number) => `${count(requests, 'request')} at once`,
    cooldown: (seconds: number) =>
      seconds === 0 ? 'no wait between requests' : `${count(seconds, 'second')} between requests`,
    resolution: (name: string) => `up to ${name}`,
    allowed: 'allowed',
    notAllowed: 'not allowed',
    until: (exactly: string, fromNow: string) => `until ${exactly} (${fromNow})`,
  },
  whom: {
    everyone: 'everyone',
    role: (mention: string) => `members with ${mention}`,
    member: (mention: string) => mention,
    channel: (mention: string) => `everyone in ${mention}`,
  },
  /** Whom a rule concerns and what comes before it, for people who never read a manual. */
  concerns: {
    everyone:
      'This concerns every member of the server, each with an allowance of their own. What you set for a channel, a role or a member comes before it.',
    role: (mention: string) =>
      `This concerns everyone with ${mention}, each with an allowance of their own. Whoever has several roles gets the most generous limit; what you set for a single member comes before it.`,
    member: (mention: string) =>
      `This concerns ${mention} alone, and comes before what is set for roles, channels and everyone.`,
    channel: (mention: string) =>
      `This concerns every member while they are in ${mention} or its threads. What you set for a role or a member comes before it; only “not allowed” in a channel holds for all.`,
  },
  concernsCommand: (command: string) =>
    `It is about ${command} only, where it comes before what is set for all commands.`,
  /** What a thing is called, and how it stands; `no...` where it is not there. */
  items: {
    rule: (whom: string, command: string | undefined) => `Limit for ${whom}${command ? ` · ${command}` : ''}`,
    noRule: 'nothing set',
    grant: (member: string) => `Extra credits for ${member}`,
    granted: (value: number) => `${credits(value)} extra`,
    noGrant: 'no such extra credits',
    block: (member: string) => `Block of ${member}`,
    blocked: 'blocked',
    because: (reason: string) => `because: ${reason}`,
    notBlocked: 'not blocked',
    pause: (command: string | undefined) => (command ? `Pause of ${command}` : 'Pause of all commands'),
    paused: 'paused',
    pausedByBudget: 'paused because little is left of the month’s budget',
    notPaused: 'not paused',
    budget: 'Budget of the server',
    budgeted: (value: number, channel: string | undefined) =>
      `${credits(value)} a month for all members together${channel ? `, notices in ${channel}` : ', no notices'}`,
    word: (word: string) => `Word rule “${word}”`,
    refused: 'refused in prompts',
    notRefused: 'not refused',
    setting: (name: string) => `Setting “${name}”`,
    notSet: 'not set',
    noBudget: 'no budget',
  },
  changes: {
    now: (state: string) => `Now: **${state}**`,
    before: (state: string) => `Before: ${state}`,
    unchanged: (state: string) => `It is already like that: **${state}**. Nothing was changed.`,
    undone: (title: string) => `Undone · ${title}`,
    undo: 'Undo',
    ruleCleared: 'From now on what is set for roles, channels and everyone applies, or else the defaults of this bot.',
    grantNote: (grants: number, value: number) =>
      `Extra credits come on top of what the limits leave. This member now has ${count(grants, 'grant')}, ${credits(value)} in all.`,
    blockNote: (running: number) =>
      running === 0
        ? 'New requests are refused. They have nothing in the works.'
        : `New requests are refused. ${count(running, 'request')} in the works: what has begun is finished and delivered.`,
    pauseNote: 'New requests are refused; what has begun is finished and delivered.',
    stillPaused: (commands: string, typed: string) => `Still paused: ${commands}. Resume with ${typed}.`,
    budgetPause: (commands: string, typed: string) =>
      `Paused because little is left of the month’s budget: ${commands}. To go on for the rest of the month: ${typed}.`,
    budgetRaise: (typed: string) => `Twice the budget: ${typed}.`,
    costForEach: (cost: string) => `That is about ${cost} a month at most for each member.`,
    costForAll: (cost: string) => `That is about ${cost} a month at most for the whole server.`,
    budgetNote: 'All members share it. Months are counted in UTC; notices come at 50, 80 and 100%.',
    changedSince: (now: string, then: string) =>
      `This has been changed since, by somebody else or by you. Now: **${now}**. Undo would make it: **${then}**. Press the button if you want that.`,
    undoAnyway: 'Undo anyway',
  },
  table: {
    title: '**Limits of this server**',
    about: (whom: string) => `**Limits for ${whom}**`,
    none: 'Nothing is set yet: the defaults apply to every member.',
    /** Beside a budget, pauses, blocks or grants. */
    noRules: 'No limits for members, roles or channels are set.',
    noneAbout: (typed: string) => `Nothing is set here. What applies to a member and why: ${typed}.`,
    noSuchPage: (page: number, pages: number) => `There is no page ${number(page)}: the last one is ${number(pages)}.`,
    operator: (daily: number, concurrent: number) =>
      `Default for each member: ${credits(daily)} a day, ${count(concurrent, 'request')} at once.`,
    operatorMonthly: (value: number) =>
      `At most ${credits(value)} a month for the whole server; no limit here can raise that.`,
    pauses: (commands: string) => `Paused: ${commands}`,
    everything: 'all commands',
    counts: (blocks: number, grants: number, members: number, value: number) =>
      [
        ...(blocks > 0 ? [`${count(blocks, 'member')} blocked`] : []),
        ...(grants > 0 ? [`${count(grants, 'grant')} of ${credits(value)} to ${count(members, 'member')}`] : []),
      ].join(' · '),
    examples: (lines: readonly string[]) => `**To copy**\n${lines.join('\n')}`,
    exampleRole: '@Artists',
    exampleMember: '@name',
    hint: (typed: string) => `Who changed what, with a way back: ${typed}`,
  },
  log: {
    title: '**Who changed what**',
    none: (typed: string) => `Nobody has changed anything yet. What applies: ${typed}.`,
    noSuchPage: (page: number, pages: number) => `There is no page ${number(page)}: the last one is ${number(pages)}.`,
    changed: (before: string, after: string) => `${before} → **${after}**`,
    undid: 'took something back',
    isUndone: 'undone',
    unreadable: 'Another version of the bot wrote this; it cannot be undone here.',
  },
  problems: limitProblems,
};

/** Texts of `/settings`; options, commands, channels and values come as Discord shows them. */
const settings = {
  title: '**How I behave in this server**',
  /** Ends without a full stop. */
  meaning: {
    language: 'of what everybody sees; what only one member sees is in that member’s own language',
    consent:
      'whose pictures members may edit by a right-click; **/privacy edits** lets everybody refuse for themselves',
    moderator_role: 'whoever has it moderates alongside those with Manage Server',
    log_channel: 'where notices for moderators go',
    default_model: 'of **/imagine**, where nobody names one and it fits the other options',
    spoiler: 'covers every picture unless its maker says `spoiler: False`',
  } satisfies Record<SettingName, string>,
  /** In place of a value where there is none. */
  unset: {
    language: 'the server’s Discord language',
    consent: 'their own, and those I made',
    moderator_role: 'none',
    log_channel: 'none',
    default_model: 'none',
    spoiler: 'no',
  } satisfies Record<SettingName, string>,
  now: (value: string) => `Now: **${value}**`,
  hint: (reset: string) => `${reset} puts one back, or everything. Only you see this.`,
  /** The form of what a server wants to say first. */
  setup: {
    button: 'Set up',
    title: 'Set up this server',
    channel: 'Channel for reports',
    channelHint: 'Reported pictures and notices for moderators go there.',
    daily: 'Credits a day for each member',
    dailyHint: 'A picture costs 1 credit or more. Roles and members can get limits of their own with /limits set.',
    language: 'Language of what everybody sees',
    badDaily: (typed: string) =>
      `“${typed}” is not a number of credits. Write a whole number up to 1,000,000, such as 50; nothing was changed.`,
  },
  /** Reported pictures that no channel takes. */
  waiting: (pictures: number) =>
    pictures === 1
      ? '1 reported picture waits: nobody can see it before there is a channel.'
      : `${number(pictures)} reported pictures wait: nobody can see them before there is a channel.`,
  /** Of the same: their channel was just named. */
  posted: (pictures: number) =>
    pictures === 1
      ? 'The reported picture that has waited is posted there now.'
      : `The ${number(pictures)} reported pictures that have waited are posted there now.`,
  saved: 'Saved. It applies from now on:',
  unchanged: 'That is how it was already: nothing has changed.',
  changed: (setting: string, before: string, after: string) => `**${setting}**: ${before} → **${after}**`,
  /** Discord itself shows the moderators' commands to those who manage the server only. */
  roleHint:
    'Discord shows these commands to members with Manage Server. Let the role see them, too: Server Settings → Integrations → this bot.',
  manageServerOnly: (option: string) =>
    `Only members with Manage Server may change ${option}: the role itself makes no moderators. Nothing was changed; ask one of them.`,
  everyoneRole: (option: string) =>
    `${option} cannot be everyone: all members would be moderators. Choose a role of people you trust.`,
  noTextChannel: (channel: string) =>
    `${channel} takes no messages. Choose a text channel or a thread; nothing was changed.`,
  cannotWrite: (channel: string, missing: string) =>
    `I may not write in ${channel}: ${missing} is missing there. Allow it, or choose another channel; nothing was changed.`,
  badValue: (option: string) =>
    `${option} cannot be that. Choose one of those that Discord offers; nothing was changed.`,
  nothingSaid: (show: string) => `Say what to change. ${show} lists every setting with the command that changes it.`,
};

/** What moderators are told of word rules. Words come ready to be shown. */
const words = {
  /** What the rule takes diacritics for. */
  diacritics: {
    auto: 'Only in Vietnamese do accents make a different word.',
    exact: 'Accents count: only words written with the same ones are caught.',
    ignore: 'Accents do not count: words with any of them are caught.',
  } satisfies Record<DiacriticsMode, string>,
  added: (word: string, reading: string) =>
    `From now on prompts with ${word} are refused here, read as ${reading}. **/words test** shows what it catches.`,
  /** Of the rule for longer words, too. */
  longer: (rule: string) => `It is this word and no longer one: ${rule} also catches what begins with it, plurals too.`,
  problems: {
    'too-long': `A rule has at most ${count(RULE_LIMIT, 'character')}. Leave out what is not needed to know it by.`,
    blank: 'A rule needs at least one letter, digit or emoji. Type the word as you would read it.',
    stars:
      'A word with `*` needs two other characters, and its stars at the ends (`*word*`), or one inside (`wo*rd`). Write it like that, or make two rules of it.',
  } satisfies Record<RuleProblem, string>,
  full: `This server has ${count(MOST_RULES, 'rule')}, and more are not taken. Make room with **/words remove**, or join some with \`*\`.`,
  known: (word: string) => `There is a rule for ${word} already. To change it, use **/words remove** first.`,
  removed: (word: string) => `${word} may be used again, and its counts are gone. **/words list** shows what is left.`,
  noSuchRule: (word: string) => `There is no rule for ${word}. Choose one of the suggestions, or see **/words list**.`,
  readBy: (reading: string) => `It is read as ${reading}`,
  noRules: 'This server has no word rules: every prompt passes. **/words add** makes one.',
  passes: '**It passes**: no rule of this server catches it.',
  caught: (rules: string, untold: number) =>
    `**It would be refused**, because of ${rules}${untold > 0 ? ` and ${count(untold, 'more rule')}` : ''}.`,
  /** Not every way to read a text was tried. */
  cut: 'With these rules it takes too long to try every disguise of a text like this, so some were not looked for. Fewer long rules with `*` help.',
  title: (total: number) => `**Word rules** · ${number(total)} of ${number(MOST_RULES)}`,
  noSuchPage: (page: number, pages: number) =>
    `There is no page ${number(page)}: the list has ${count(pages, 'page')}. Press **Previous**.`,
  neverUsed: 'never used',
  used: (times: number) => `used ${count(times, 'time')}`,
  by: (mention: string, times: number) => `${mention} ${number(times)}×`,
  setBy: (mention: string, when: string) => `by ${mention} ${when}`,
  hint: 'Only you see this. **/words test** tries a prompt, **/words remove** lifts a rule.',
};

const dayFormat = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const countsOf = ({ done, failed, cancelled, open }: Omit<Outcomes, 'credits'>): string =>
  [
    `${number(done)} done`,
    ...(failed > 0 ? [`${number(failed)} failed`] : []),
    ...(cancelled > 0 ? [`${number(cancelled)} cancelled`] : []),
    ...(open > 0 ? [`${number(open)} in the works`] : []),
  ].join(', ');

/** Texts of `/stats`, for moderators. */
const stats = {
  periods: {
    today: 'Today (UTC)',
    '7d': '7 days',
    '30d': '30 days',
    month: 'This month',
    'last-month': 'Last month',
  } satisfies Record<StatsPeriod, string>,
  views: { day: 'By day', operation: 'By command', member: 'By member' } satisfies Record<StatsView, string>,
  choosePeriod: 'Another period',
  csv: 'Accounts as CSV',
  title: (period: string) => `**Made in this server** · ${period}`,
  empty: 'Nothing was made here in this period. Members begin with **/imagine**; choose another period below.',
  /** Of the picture, for those who cannot see it. */
  altText: (title: string, view: string) =>
    `${title}: a bar chart, ${view.toLowerCase()}. The numbers stand below it as text.`,
  chart: {
    day: 'Jobs by day',
    operation: 'Jobs by command',
    member: 'Jobs by member, numbered as below',
  } satisfies Record<StatsView, string>,
  credits: 'credits',
  day: (at: number) => dayFormat.format(at),
  total: (about: Omit<Outcomes, 'credits'> & { readonly members: number }) =>
    `${countsOf(about)}, by ${count(about.members, 'member')}`,
  spent: (value: number, cost: string | undefined) =>
    `${credits(value)} charged${cost === undefined ? '' : `, about ${cost}`}`,
  outcome: (about: Outcomes) => `${countsOf(about)} · ${credits(about.credits)}`,
  times: (half: string, most: string) => `usually within ${half}, rarely over ${most}`,
  seconds: (ms: number) => (ms < 50 ? '0.1 s' : `${number(Math.round(ms / 100) / 10)} s`),
  failures: '**What failed**',
  failure: (jobs: number, because: string) => `${number(jobs)}: ${because}`,
  otherFailures: (jobs: number) => `${number(jobs)}: rarer reasons`,
  accounts: '**Accounts**',
  asked: (tasks: number) => `The providers took ${count(tasks, 'task')}.`,
  ledger: ({ reserved, charged, givenBack, held }: Pick<Accounts, 'reserved' | 'charged' | 'givenBack' | 'held'>) =>
    `${credits(reserved)} set aside: ${number(charged)} paid, ${number(givenBack)} given back, ${number(held)} for what is being made.`,
  unknown: (jobs: number, value: number) =>
    `Nobody knows what became of the order of ${count(jobs, 'job')}: ${credits(value)}, given back to the members.`,
  odd: (ids: string, more: number) =>
    `These do not add up; please tell whoever runs the bot: ${ids}${more > 0 ? ` and ${number(more)} more` : ''}`,
  balanced: 'Every line adds up.',
  deletedMember: 'a member who deleted their data',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  csvReady: (jobs: number) => `${count(jobs, 'job')}, one per line. It contains no prompts.`,
  csvCut: (jobs: number, from: string) =>
    `The first ${count(jobs, 'job')}: more do not fit into one file. The rest begins at ${from} and is not in it. A shorter time holds its newest part; whoever runs the bot can read all of it.`,
};

/** Findings of `/doctor`, each with what to do about it. Names and times come ready to be shown. */
const doctor = {
  title: '**Check-up**',
  again: 'Check again',
  here: '**In this channel**',
  hereGood: 'I have every permission that I need.',
  hereMissing: (permissions: string) =>
    `I am missing ${permissions}. Allow it for my role in the channel’s settings: until then finished pictures may have to be sent by direct message.`,
  logUnset: 'No channel for reports is set. Choose one with **/settings set log\\_channel**.',
  logSeen: 'The channel for reports is there.',
  logUnseen:
    'I cannot see the channel for reports. Let me view it and write there, or choose another with **/settings set log\\_channel**.',
  making: '**Making pictures**',
  provider: (name: string) => `${name} takes orders.`,
  paused: {
    key: (name) => `${name} refuses the bot’s key. Whoever runs the bot has to enter a valid one.`,
    credits: (name) => `The bot’s account at ${name} has no credits left. Whoever runs the bot has to top it up.`,
    gone: (name) => `${name} does not offer what the bot asks for any more. Whoever runs the bot should update it.`,
  } satisfies Record<PauseReason, (name: string) => string>,
  off: (what: string, since: string, retry: string | undefined) =>
    `${what}: switched off ${since}, because the provider refuses it.${retry ? ` Tried again ${retry}.` : ''}`,
  keeping: '**Keeping pictures**',
  filesGood: (kind: 'service' | 'embedded', ms: number) =>
    `${kind === 'service' ? 'The file service' : 'The bot’s own file store'} took a test picture and removed it again (${ms} ms).`,
  filesBad: (kind: 'service' | 'embedded') =>
    `${kind === 'service' ? 'The file service' : 'The bot’s own file store'} did not take a test picture. No picture is lost: they wait on the bot’s disk. Whoever runs the bot should look at it.`,
  filesSilent: 'The file service does not answer. It may be asleep: check again in a minute.',
  filesWaiting: (waiting: number) => `${count(waiting, 'picture')} on the bot’s disk, waiting to be stored.`,
  noAddress:
    'Pictures have no link of their own: they live as Discord attachments. Whoever runs the bot can set PUBLIC_URL or FILE_SERVICE_URL.',
  addressGood: 'The bot’s public address leads here.',
  addressElsewhere:
    'Something else answers at the bot’s public address. Whoever runs the bot should check PUBLIC_URL, and that the proxy there passes /webhooks/ and /files/ on to the bot.',
  addressUnreached:
    'The bot’s public address is not reached from here. That may be your network’s loop: many servers cannot call themselves from outside. If links to originals do not open for others either, whoever runs the bot should check PUBLIC_URL.',
  operator: '**For you alone, since you run the bot**',
  keyGood: (name: string, ms: number) => `${name} accepts the key (${ms} ms).`,
  keyBad: (name: string) => `${name} refuses the key or has no credits left. Check the key and the account there.`,
  keySilent: (name: string) => `${name} does not answer. Check again in a minute.`,
  webhooksGood: (name: string, last: string) => `${name} tells by itself when a picture is done, last ${last}.`,
  webhooksSilent: (name: string) =>
    `${name} was told where to say that a picture is done, and no word of it came within a day: the bot asks instead. Check that the world reaches PUBLIC_URL, and the webhook secret.`,
  databaseGood: (kind: 'sqlite' | 'postgres', ms: number, migration: string) =>
    `${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'} answers (${ms} ms), tables as of ${migration}.`,
  databaseBad: 'The database does not answer as it should. See the log.',
  unset: (variables: string) => `Not set: ${variables}. The README says what each is for.`,
  /** With only the permissions that are needed. */
  invite: 'Invite me to another server',
  version: (version: string, runtime: string, since: string) => `Darkroom ${version} on ${runtime}, started ${since}`,
};

/** Messages to whoever runs the bot: how trouble began and that it is over. Names are made harmless before they get here. */
const alerts = {
  providerPaused: {
    key: (provider) =>
      `**${provider} refuses the key (401).** Its commands take no new orders. Check the key in its account and in the environment; the bot tries again by itself.`,
    credits: (provider) =>
      `**The account at ${provider} is used up (402).** Its commands take no new orders. Buy credits there; the bot goes on by itself.`,
    gone: (provider) =>
      `**${provider} is paused: it no longer answers as documented.** Its commands take no new orders. Look at its status page; the bot tries again by itself.`,
  } satisfies Record<PauseReason, (provider: string) => string>,
  providerResumed: (provider: string) => `**${provider} is back.** Orders are taken again.`,
  switchedOff: (what: string, provider: string) =>
    `**${provider} seems to have retired ${what}.** It is switched off and tried again by itself. If it stays away, add it to DISABLED_OPERATIONS or DISABLED_MODELS.`,
  switchedOn: (what: string, provider: string) => `**${provider} offers ${what} again.** It is switched on.`,
  outsidePlan: (what: string, provider: string) =>
    `**${provider} refused an order for ${what} (403): it may not be in your plan.** The key is fine and everything else goes on. If it is refused again and again it is switched off by itself; look at your plan there, or add it to DISABLED_OPERATIONS or DISABLED_MODELS.`,
  insidePlan: (what: string, provider: string) => `**${provider} has refused no order for ${what} lately.**`,
  model: (name: string) => `the model ${name}`,
  endpoint: (path: string, commands: string) => `${commands} (${path})`,
  spoolNearlyFull: (used: number, limit: number) =>
    `**The spool is nearly full: ${number(used)} of ${number(limit)} MB.** Pictures wait there for the file service. When it is full, new jobs are refused: see whether the file service answers, or raise SPOOL_MAX_MB.`,
  spoolHasRoom: '**The spool has room again.**',
  spoolFull: (limit: number) =>
    `**The spool is full: ${number(limit)} MB.** New jobs are refused, none is dropped. See whether the file service answers, or raise SPOOL_MAX_MB.`,
  spoolTakesAgain: '**The spool takes pictures again**, and new jobs with it.',
  diskNearlyFull: (free: number) =>
    `**The disk under DATA_DIR is nearly full: ${number(free)} MB are left.** Make room, or set KEEP_FILES_DAYS.`,
  diskHasRoom: '**The disk under DATA_DIR has room again.**',
  fileStoreAway: (waiting: number, since: string) =>
    `**The file service has taken nothing since ${since}.** ${count(waiting, 'picture')} ${waiting === 1 ? 'waits' : 'wait'} on this machine and ${waiting === 1 ? 'is' : 'are'} shown in Discord meanwhile. See whether FILE_SERVICE_URL answers.`,
  fileStoreBack: '**The file service takes pictures again.** What waited is stored.',
  /** `commands` is empty where all are taken as ever. */
  hostNotAllowed: (host: string, variable: string, waiting: number, commands: string) =>
    `**Finished pictures are on ${host}, which is not in ${variable}.** ${count(waiting, 'picture')} ${waiting === 1 ? 'is' : 'are'} held, none is lost. If that host belongs to the service, add it to ${variable} and restart: then ${waiting === 1 ? 'it comes' : 'they come'}.${commands === '' ? '' : ` Until the restart no new orders are taken for ${commands}.`}`,
  hostAllowed: (host: string) => `**Nothing is held any more because of ${host}.**`,
  /** `megabytes` is undefined where it is not for their size. */
  fileRefused: (status: number, megabytes: number | undefined) =>
    `**The file service refuses ${megabytes === undefined ? 'pictures' : `pictures of ${number(megabytes)} MB`} (${status}).** They are kept under DATA_DIR instead, and every button works on them; with PUBLIC_URL set they have a link too. Raise the limit of the file service if you can.`,
  fileTaken: (megabytes: number) => `**The file service takes pictures of ${number(megabytes)} MB again.**`,
  databaseAway:
    '**The database has taken nothing for a minute or more.** No new jobs are accepted; what runs goes on when it is back. See whether it answers and whether its disk is full.',
  databaseBack: '**The database is back.**',
};

/** What the operator decides and is told of. */
const operator = {
  otherServer:
    'Whoever runs this bot lets it work in chosen servers only, and this is not one of them. Ask them to allow this server; what is already in the works is still delivered.',
  userInstall:
    'Whoever runs this bot lets it work only where the bot itself was added. Use it in such a server, or ask a moderator to add it here. **Get result**, **Share** and **Delete** on your earlier pictures still work.',
  alerts,
  expired: {
    /** On a button that needs the picture. */
    pressed:
      'This picture has expired: pictures are kept here for a limited time only. Press **Again** to make a new one, or attach the copy that Discord shows.',
    picked: (option: string) =>
      `${option}: this picture has expired and is no longer kept. Choose a newer one, or attach the copy that Discord shows.`,
    /** On a card. */
    shown: (expired: number) =>
      `${count(expired, 'picture')} expired: pictures are kept for a limited time only. **Again** makes a new one.`,
    /** In a list. */
    listed: (expired: number) => `${count(expired, 'picture')} expired: make a new one with **/show** and **Again**.`,
  },
  /** To a server that has just added the bot. */
  welcome: (dailyCredits: number, concurrentJobs: number) =>
    [
      '**Hello! I make and edit pictures.** Type **/imagine** and a few words, or right-click a message with a picture and choose *Apps*.',
      `- Every member may spend ${credits(dailyCredits)} a day and have ${count(concurrentJobs, 'request')} in the works at once.`,
      '- Moderators: press **Set up**. Later, **/limits set** changes who may spend how much, and **/settings show** everything else.',
      '- **/help** lists what I can do and what it costs.',
    ].join('\n'),
};

export const en = {
  card,
  failures,
  buttons,
  results,
  menus,
  batch,
  chain,
  ping,
  refusals,
  denials,
  consent,
  limits,
  notices,
  pages,
  quota,
  privacy,
  record,
  limitDesk,
  settings,
  words,
  stats,
  doctor,
  operator,
};

export type Texts = typeof en;
