import type { DenialTexts } from '../texts.ts';
import { allOf, anyOf } from './format.ts';

export const denials: DenialTexts = {
  providerPaused: {
    key: "The provider does not accept the bot's key at the moment. Whoever runs the bot has been told: try again later.",
    credits: "The bot's account at the provider is used up. Whoever runs the bot has been told: try again later.",
    gone: 'The provider no longer offers this. Use another command or model; whoever runs the bot has been told.',
  },
  switchedOff(what, choices, commands) {
    const state = `The provider does not offer ${what} at the moment. The bot will try it again by itself.`;
    if (choices && commands) return `${state} Until then, choose ${choices}, or use ${commands}.`;
    if (choices) return `${state} Until then, choose ${choices}.`;
    return `${state} Until then, use ${commands ?? 'another command'}.`;
  },
  choiceOf: (choice, command) => `“${choice}” of ${command}`,
  anyOf,
  wordRule: (rule) =>
    `The moderators of this server do not want this in prompts: ${rule}. Change the words and send it again; nothing was charged. If you think it is a mistake, ask them.`,
  spoolFull:
    'Too many finished pictures are waiting to be stored, so no new requests are taken. Try again in a few minutes.',
  resultsHeld:
    'Finished pictures of this command are at an address that the bot may not open yet, so no new ones are ordered. Whoever runs the bot has been told: use another command, or try again later.',
  storeUnavailable:
    'The bot cannot save anything at the moment, so it takes no new requests. Try again in a few minutes.',
  shuttingDown: 'The bot is restarting. Send the command again in a minute.',
  sameAction: 'You did this a moment ago: it counts once. Have a look at the message that is already here.',
  noPermission: (missing) =>
    `The bot may not post pictures in this channel. Ask a moderator to allow it: ${missing}. Or use another channel.`,
  allOf,
  permissions: {
    ViewChannel: 'View Channel',
    SendMessages: 'Send Messages',
    SendMessagesInThreads: 'Send Messages in Threads',
    AttachFiles: 'Attach Files',
    EmbedLinks: 'Embed Links',
    ReadMessageHistory: 'Read Message History',
    UseExternalApps: 'Use External Apps',
  },
};
