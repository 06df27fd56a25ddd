import type { LimitProblemTexts } from '../limit-desk-texts.ts';
import { count, number } from './format.ts';

export const problems: LimitProblemTexts = {
  severalWhoms:
    'One limit is for one: choose a role, a member or a channel, or none of them for everyone. Nothing was changed.',
  noFields: (options, typed) => `Give at least one limit: ${options}. For example: ${typed}. Nothing was changed.`,
  noJobsAtOnce: (typed) =>
    `At least one request at once is needed. To forbid it altogether: ${typed}. Nothing was changed.`,
  bot: 'Bots use no commands, so there is nothing to limit. Choose a person.',
  category: 'A category has no limits of its own. Choose the channels in it, one by one.',
  blockSelf: 'You cannot block yourself. Choose somebody else.',
  noSuchEntry: (typed) => `This server has no such change. All changes: ${typed}.`,
  unreadableEntry: 'Another version of the bot wrote this, so it cannot be undone here. Set it again.',
  undoneAlready: (typed) => `This has been undone already. All changes: ${typed}.`,
  asBefore: 'It is as it was before that change: there is nothing to undo.',
  manageServerOnly:
    'Only members with Manage Server decide which role moderates. Nothing was changed; ask one of them.',
  badUntil: (typed) =>
    `“${typed}” is not a time I understand. Write \`30m\`, \`2h\`, \`3d\`, \`1w\`, a day like \`2026-12-31\` (to its end, in UTC), or \`never\`. Nothing was changed.`,
  unknownCommand: (typed, known) => `“${typed}” is not a command with limits. Choose ${known}.`,
  unknownResolution: (typed, known) => `“${typed}” is not a resolution. Choose ${known}.`,
  pastUntil: (exactly) => `${exactly} has passed. Choose a time in the future. Nothing was changed.`,
  outOfRange: (option, minimum, maximum) =>
    `${option} goes from ${number(minimum)} to ${number(maximum)}. Nothing was changed.`,
  reasonTooLong: (length, limit) =>
    `The reason may have ${count(limit, 'character')}; yours has ${number(length)}. Shorten it. Nothing was changed.`,
  cannotWrite: (channel) =>
    `I cannot write in ${channel}. Give me **View Channel** and **Send Messages** there, or choose another text channel. Nothing was changed.`,
  noSuchRule: (title) => `There is no “${title}”. Nothing was changed.`,
  there: (lines) => `There are:\n${lines}`,
  thereIsNone: (typed) => `No limits are set. Set one: ${typed}.`,
  notBlocked: (member) => `${member} is not blocked. Nothing was changed.`,
  notPaused: (command) =>
    command
      ? `${command} is not paused by itself. Nothing was changed.`
      : 'There is no pause of all commands. Nothing was changed.',
  nothingPaused: 'Nothing is paused.',
};
