import type { AlertTexts } from '../alert-texts.ts';
import { count, number } from './format.ts';

export const alerts: AlertTexts = {
  providerPaused: {
    key: (provider) =>
      `**${provider} refuses the key (401).** Its commands take no new orders. Check the key in its account and in the environment; the bot tries again by itself.`,
    credits: (provider) =>
      `**The account at ${provider} is used up (402).** Its commands take no new orders. Buy credits there; the bot goes on by itself.`,
    gone: (provider) =>
      `**${provider} is paused: it no longer answers as documented.** Its commands take no new orders. Look at its status page; the bot tries again by itself.`,
  },
  providerResumed: (provider) => `**${provider} is back.** Orders are taken again.`,
  switchedOff: (what, provider) =>
    `**${provider} seems to have retired ${what}.** It is switched off and tried again by itself. If it stays away, add it to DISABLED_OPERATIONS or DISABLED_MODELS.`,
  switchedOn: (what, provider) => `**${provider} offers ${what} again.** It is switched on.`,
  outsidePlan: (what, provider) =>
    `**${provider} refused an order for ${what} (403): it may not be in your plan.** The key is fine and everything else goes on. If it is refused again and again it is switched off by itself; look at your plan there, or add it to DISABLED_OPERATIONS or DISABLED_MODELS.`,
  insidePlan: (what, provider) => `**${provider} has refused no order for ${what} lately.**`,
  model: (name) => `the model ${name}`,
  endpoint: (path, commands) => `${commands} (${path})`,
  spoolNearlyFull: (used, limit) =>
    `**The spool is nearly full: ${number(used)} of ${number(limit)} MB.** Pictures wait there for the file service. When it is full, new jobs are refused: see whether the file service answers, or raise SPOOL_MAX_MB.`,
  spoolHasRoom: '**The spool has room again.**',
  spoolFull: (limit) =>
    `**The spool is full: ${number(limit)} MB.** New jobs are refused, none is dropped. See whether the file service answers, or raise SPOOL_MAX_MB.`,
  spoolTakesAgain: '**The spool takes pictures again**, and new jobs with it.',
  diskNearlyFull: (free) =>
    `**The disk under DATA_DIR is nearly full: ${number(free)} MB are left.** Make room, or set KEEP_FILES_DAYS.`,
  diskHasRoom: '**The disk under DATA_DIR has room again.**',
  fileStoreAway: (waiting, since) =>
    `**The file service has taken nothing since ${since}.** ${count(waiting, 'picture')} ${waiting === 1 ? 'waits' : 'wait'} on this machine and ${waiting === 1 ? 'is' : 'are'} shown in Discord meanwhile. See whether FILE_SERVICE_URL answers.`,
  fileStoreBack: '**The file service takes pictures again.** What waited is stored.',
  hostNotAllowed: (host, variable, waiting, commands) =>
    `**Finished pictures are on ${host}, which is not in ${variable}.** ${count(waiting, 'picture')} ${waiting === 1 ? 'is' : 'are'} held, none is lost. If that host belongs to the service, add it to ${variable} and restart: then ${waiting === 1 ? 'it comes' : 'they come'}.${commands === '' ? '' : ` Until the restart no new orders are taken for ${commands}.`}`,
  hostAllowed: (host) => `**Nothing is held any more because of ${host}.**`,
  fileRefused: (status, megabytes) =>
    `**The file service refuses ${megabytes === undefined ? 'pictures' : `pictures of ${number(megabytes)} MB`} (${status}).** They are kept under DATA_DIR instead, and every button works on them; with PUBLIC_URL set they have a link too. Raise the limit of the file service if you can.`,
  fileTaken: (megabytes) => `**The file service takes pictures of ${number(megabytes)} MB again.**`,
  databaseAway:
    '**The database has taken nothing for a minute or more.** No new jobs are accepted; what runs goes on when it is back. See whether it answers and whether its disk is full.',
  databaseBack: '**The database is back.**',
};
