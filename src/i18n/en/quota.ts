import type { QuotaTexts } from '../quota-texts.ts';
import { allOf, count, number } from './format.ts';

const credits = (value: number): string => count(value, 'credit');
const until = (time: string | undefined): string => (time === undefined ? '' : ` until ${time}`);

export const quota: QuotaTexts = {
  title: '**Your credits here**',
  titleOf: (member) => `**What ${member} may do here**`,
  titleOfCommand: (member, command) => `**What ${member} may do here with ${command}**`,
  left: (left) => `**${credits(left)}** left to spend now`,
  today: (spent, limit, resets) => `Today: ${number(spent)} of ${credits(limit)} · new ones ${resets}`,
  month: (spent, limit, resets) => `This month: ${number(spent)} of ${credits(limit)} · new ones ${resets}`,
  running: (running, limit) => `In the works: ${number(running)} of ${number(limit)} at once`,
  cooldown: (seconds, next) =>
    `Between two pictures: ${count(seconds, 'second')}${next === undefined ? '' : ` · the next one ${next}`}`,
  resolution: (most) => `Largest picture: ${most}`,
  notAllowed: 'Making pictures is not allowed here. Try another channel, or ask a moderator.',
  notAllowedHere: 'not allowed here',
  grant: (left, all, time) =>
    `Granted beside that: ${number(left)} of ${credits(all)}${time === undefined ? ', until used up' : until(time)}`,
  blocked: (time, reason) =>
    `**Stopped by a moderator${until(time)}.**${reason ? ` Reason: ${reason}.` : ''} Ask a moderator about it.`,
  pausedAll: 'Everything is paused here until a moderator resumes it.',
  paused: (commands) => `Paused by a moderator: ${allOf(commands)}`,
  pausedByBudget: (commands, resets) => `Paused by the budget, goes on ${resets}: ${allOf(commands)}`,
  pool: {
    budget: (spent, all, resets) => `The server's budget: ${number(spent)} of ${credits(all)} · anew ${resets}`,
    server: (spent, all, resets) =>
      `Of the operator for this server: ${number(spent)} of ${credits(all)} · anew ${resets}`,
    operator: (spent, all, resets) =>
      `Of the operator for everybody: ${number(spent)} of ${credits(all)} · anew ${resets}`,
  },
  exceptionsTitle: '**Other limits hold for**',
  exception: (command, about) => `${command}: ${about.join(' · ')}`,
  leftOf: (left) => `${credits(left)} left`,
  upTo: (size) => `up to ${size}`,
  atOnce: (jobs) => `${number(jobs)} at once`,
  apart: (seconds) => `${count(seconds, 'second')} apart`,
  pricesTitle: '**Price of a picture in credits**',
  price: (command, cheapest, dearest) =>
    `${command} ${cheapest === dearest ? number(cheapest) : `${number(cheapest)}-${number(dearest)}`}`,
  untold: (left) => `And ${number(left)} more.`,
  hint: 'Only you see this. Days and months are those of UTC. Credits of a picture that fails come back by themselves.',
  fields: {
    daily: 'Today',
    monthly: 'This month',
    concurrent: 'In the works at once',
    cooldown: 'Wait between two',
    resolution: 'Largest picture',
    allowed: 'Allowed',
  },
  decided: (field, value, by) => `**${field}: ${value}** · ${by}`,
  used: (used, most) => `${number(used)} of ${most}`,
  next: (time) => `the next one ${time}`,
  isAllowed: 'yes',
  isNotAllowed: 'no',
  credits,
  jobs: (jobs) => count(jobs, 'request'),
  seconds: (seconds) => count(seconds, 'second'),
  beaten: (others) => `-# stronger than: ${others.join('; ')}`,
  operator: "the operator's default",
  everyone: (command) => `the rule for everyone (${command})`,
  whom: (mention, command) => `the rule for ${mention} (${command})`,
  allCommands: 'all commands',
  until: (time) => `until ${time}`,
  whyHint: 'Change it with **/limits set**, add credits with **/limits grant**.',
};
