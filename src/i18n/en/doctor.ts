import type { DoctorTexts } from '../doctor-texts.ts';
import { count } from './format.ts';

export const doctor: DoctorTexts = {
  title: '**Check-up**',
  again: 'Check again',
  here: '**In this channel**',
  hereGood: 'I have every permission that I need.',
  hereMissing: (permissions) =>
    `I am missing ${permissions}. Allow it for my role in the channel’s settings: until then finished pictures may have to be sent by direct message.`,
  logUnset: 'No channel for reports is set. Choose one with **/settings set log\\_channel**.',
  logSeen: 'The channel for reports is there.',
  logUnseen:
    'I cannot see the channel for reports. Let me view it and write there, or choose another with **/settings set log\\_channel**.',
  making: '**Making pictures**',
  provider: (name) => `${name} takes orders.`,
  paused: {
    key: (name) => `${name} refuses the bot’s key. Whoever runs the bot has to enter a valid one.`,
    credits: (name) => `The bot’s account at ${name} has no credits left. Whoever runs the bot has to top it up.`,
    gone: (name) => `${name} does not offer what the bot asks for any more. Whoever runs the bot should update it.`,
  },
  off: (what, since, retry) =>
    `${what}: switched off ${since}, because the provider refuses it.${retry ? ` Tried again ${retry}.` : ''}`,
  keeping: '**Keeping pictures**',
  filesGood: (kind, ms) =>
    `${kind === 'service' ? 'The file service' : 'The bot’s own file store'} took a test picture and removed it again (${ms} ms).`,
  filesBad: (kind) =>
    `${kind === 'service' ? 'The file service' : 'The bot’s own file store'} did not take a test picture. No picture is lost: they wait on the bot’s disk. Whoever runs the bot should look at it.`,
  filesSilent: 'The file service does not answer. It may be asleep: check again in a minute.',
  filesWaiting: (waiting) => `${count(waiting, 'picture')} on the bot’s disk, waiting to be stored.`,
  noAddress:
    'Pictures have no link of their own: they live as Discord attachments. Whoever runs the bot can set PUBLIC_URL or FILE_SERVICE_URL.',
  addressGood: 'The bot’s public address answers.',
  addressBad:
    'The bot’s public address does not answer from here: links to originals may not open. Whoever runs the bot should check PUBLIC_URL.',
  operator: '**For you alone, since you run the bot**',
  keyGood: (name, ms) => `${name} accepts the key (${ms} ms).`,
  keyBad: (name) => `${name} refuses the key or has no credits left. Check the key and the account there.`,
  keySilent: (name) => `${name} does not answer. Check again in a minute.`,
  databaseGood: (kind, ms, migration) =>
    `${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'} answers (${ms} ms), tables as of ${migration}.`,
  databaseBad: 'The database does not answer as it should. See the log.',
  unset: (variables) => `Not set: ${variables}. The README says what each is for.`,
  invite: '**Invite me elsewhere**, with only the permissions that I need:',
  version: (version, runtime, since) => `Darkroom ${version} on ${runtime}, started ${since}`,
};
