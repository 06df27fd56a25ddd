import type { Texts } from '../texts.ts';

export const failures: Texts['failures'] = {
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
};
