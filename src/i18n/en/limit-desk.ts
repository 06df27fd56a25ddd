import type { LimitDeskTexts } from '../limit-desk-texts.ts';
import { count, number } from './format.ts';
import { problems } from './limit-problems.ts';

const credits = (value: number) => count(value, 'credit');

export const limitDesk: LimitDeskTexts = {
  fields: {
    daily: (value) => `${credits(value)} a day`,
    monthly: (value) => `${credits(value)} a month`,
    concurrent: (requests) => `${count(requests, 'request')} at once`,
    cooldown: (seconds) =>
      seconds === 0 ? 'no wait between requests' : `${count(seconds, 'second')} between requests`,
    resolution: (name) => `up to ${name}`,
    allowed: 'allowed',
    notAllowed: 'not allowed',
    until: (exactly, fromNow) => `until ${exactly} (${fromNow})`,
  },
  whom: {
    everyone: 'everyone',
    role: (mention) => `members with ${mention}`,
    member: (mention) => mention,
    channel: (mention) => `everyone in ${mention}`,
  },
  concerns: {
    everyone:
      'This concerns every member of the server, each with an allowance of their own. What you set for a channel, a role or a member comes before it.',
    role: (mention) =>
      `This concerns everyone with ${mention}, each with an allowance of their own. Whoever has several roles gets the most generous limit; what you set for a single member comes before it.`,
    member: (mention) =>
      `This concerns ${mention} alone, and comes before what is set for roles, channels and everyone.`,
    channel: (mention) =>
      `This concerns every member while they are in ${mention} or its threads. What you set for a role or a member comes before it; only “not allowed” in a channel holds for all.`,
  },
  concernsCommand: (command) => `It is about ${command} only, where it comes before what is set for all commands.`,
  items: {
    rule: (whom, command) => `Limit for ${whom}${command ? ` · ${command}` : ''}`,
    noRule: 'nothing set',
    grant: (member) => `Extra credits for ${member}`,
    granted: (value) => `${credits(value)} extra`,
    noGrant: 'no such extra credits',
    block: (member) => `Block of ${member}`,
    blocked: 'blocked',
    because: (reason) => `because: ${reason}`,
    notBlocked: 'not blocked',
    pause: (command) => (command ? `Pause of ${command}` : 'Pause of all commands'),
    paused: 'paused',
    pausedByBudget: 'paused because little is left of the month’s budget',
    notPaused: 'not paused',
    budget: 'Budget of the server',
    budgeted: (value, channel) =>
      `${credits(value)} a month for all members together${channel ? `, notices in ${channel}` : ', no notices'}`,
    word: (word) => `Word rule “${word}”`,
    refused: 'refused in prompts',
    notRefused: 'not refused',
    setting: (name) => `Setting “${name}”`,
    notSet: 'not set',
    noBudget: 'no budget',
  },
  changes: {
    now: (state) => `Now: **${state}**`,
    before: (state) => `Before: ${state}`,
    unchanged: (state) => `It is already like that: **${state}**. Nothing was changed.`,
    undone: (title) => `Undone · ${title}`,
    undo: 'Undo',
    ruleCleared: 'From now on what is set for roles, channels and everyone applies, or else the defaults of this bot.',
    grantNote: (grants, value) =>
      `Extra credits come on top of what the limits leave. This member now has ${count(grants, 'grant')}, ${credits(value)} in all.`,
    blockNote: (running) =>
      running === 0
        ? 'New requests are refused. They have nothing in the works.'
        : `New requests are refused. ${count(running, 'request')} in the works: what has begun is finished and delivered.`,
    pauseNote: 'New requests are refused; what has begun is finished and delivered.',
    stillPaused: (commands, typed) => `Still paused: ${commands}. Resume with ${typed}.`,
    budgetPause: (commands, typed) =>
      `Paused because little is left of the month’s budget: ${commands}. To go on for the rest of the month: ${typed}.`,
    budgetRaise: (typed) => `Twice the budget: ${typed}.`,
    budgetNote: 'All members share it. Months are counted in UTC; notices come at 50, 80 and 100%.',
    changedSince: (now, then) =>
      `This has been changed since, by somebody else or by you. Now: **${now}**. Undo would make it: **${then}**. Press the button if you want that.`,
    undoAnyway: 'Undo anyway',
  },
  table: {
    title: '**Limits of this server**',
    about: (whom) => `**Limits for ${whom}**`,
    none: 'Nothing is set yet: the defaults apply to every member.',
    noneAbout: (typed) => `Nothing is set here. What applies to a member and why: ${typed}.`,
    noSuchPage: (page, pages) => `There is no page ${number(page)}: the last one is ${number(pages)}.`,
    operator: (daily, concurrent) =>
      `Default for each member: ${credits(daily)} a day, ${count(concurrent, 'request')} at once.`,
    operatorMonthly: (value) => `At most ${credits(value)} a month for the whole server; no limit here can raise that.`,
    pauses: (commands) => `Paused: ${commands}`,
    everything: 'all commands',
    counts: (blocks, grants, members, value) =>
      [
        ...(blocks > 0 ? [`${count(blocks, 'member')} blocked`] : []),
        ...(grants > 0 ? [`${count(grants, 'grant')} of ${credits(value)} to ${count(members, 'member')}`] : []),
      ].join(' · '),
    examples: (lines) => `**To copy**\n${lines.join('\n')}`,
    exampleRole: '@Artists',
    exampleMember: '@name',
    hint: (typed) => `Who changed what, with a way back: ${typed}`,
  },
  log: {
    title: '**Who changed what**',
    none: (typed) => `Nobody has changed anything yet. What applies: ${typed}.`,
    noSuchPage: (page, pages) => `There is no page ${number(page)}: the last one is ${number(pages)}.`,
    changed: (before, after) => `${before} → **${after}**`,
    undid: 'took something back',
    isUndone: 'undone',
    unreadable: 'Another version of the bot wrote this; it cannot be undone here.',
  },
  problems,
};
