import type { SettingsTexts } from '../settings-texts.ts';
import { number } from './format.ts';

export const settings: SettingsTexts = {
  title: '**How I behave in this server**',
  meaning: {
    language: 'of what everybody sees; what only one member sees is in that member’s own language',
    consent: 'whose pictures members may edit by a right-click; **/privacy** lets everybody refuse for themselves',
    moderator_role: 'whoever has it moderates alongside those with Manage Server',
    log_channel: 'where notices for moderators go',
    default_model: 'of **/imagine**, where nobody names one and it fits the other options',
    spoiler: 'covers every picture unless its maker says `spoiler: False`',
  },
  unset: {
    language: 'the server’s Discord language',
    consent: 'their own, and those I made',
    moderator_role: 'none',
    log_channel: 'none',
    default_model: 'none',
    spoiler: 'no',
  },
  now: (value, command) => `Now: **${value}** · change it with ${command}`,
  hint: (reset) => `${reset} puts one back, or everything. Only you see this.`,
  waiting: (pictures) =>
    pictures === 1
      ? '1 reported picture waits: nobody can see it before there is a channel.'
      : `${number(pictures)} reported pictures wait: nobody can see them before there is a channel.`,
  posted: (pictures) =>
    pictures === 1
      ? 'The reported picture that has waited is posted there now.'
      : `The ${number(pictures)} reported pictures that have waited are posted there now.`,
  saved: 'Saved. It applies from now on:',
  unchanged: 'That is how it was already: nothing has changed.',
  changed: (setting, before, after) => `**${setting}**: ${before} → **${after}**`,
  roleHint:
    'Discord shows these commands to members with Manage Server. Let the role see them, too: Server Settings → Integrations → this bot.',
  manageServerOnly: (option) =>
    `Only members with Manage Server may change ${option}: the role itself makes no moderators. Nothing was changed; ask one of them.`,
  everyoneRole: (option) =>
    `${option} cannot be everyone: all members would be moderators. Choose a role of people you trust.`,
  noTextChannel: (channel) => `${channel} takes no messages. Choose a text channel or a thread; nothing was changed.`,
  cannotWrite: (channel, missing) =>
    `I may not write in ${channel}: ${missing} is missing there. Allow it, or choose another channel; nothing was changed.`,
  badValue: (option) => `${option} cannot be that. Choose one of those that Discord offers; nothing was changed.`,
  nothingSaid: (show) => `Say what to change. ${show} lists every setting with the command that changes it.`,
};
