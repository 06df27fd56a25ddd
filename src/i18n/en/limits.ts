import type { LimitTexts } from '../limit-texts.ts';
import { allOf, count, number } from './format.ts';

const until = (time: string | undefined): string => (time === undefined ? '' : ` until ${time}`);
const credits = (value: number): string => count(value, 'credit');

interface Short {
  readonly left: number;
  readonly resets: string;
  readonly mayBeGranted?: boolean;
}

function waiting({ left, resets, mayBeGranted }: Short): string {
  const wait =
    left > 0
      ? `Ask for fewer or smaller pictures, or wait: new credits come ${resets}.`
      : `New credits come ${resets}.`;
  return mayBeGranted ? `${wait} A moderator can add some with **/limits grant**; **/quota** shows all.` : wait;
}

export const limits: LimitTexts = {
  blocked(time, reason) {
    const state = `A moderator of this server has stopped your pictures here${until(time)}.`;
    return `${state}${reason ? ` Their reason: ${reason}.` : ''} Ask a moderator if you think that this is a mistake.`;
  },
  paused: (command) =>
    `${command ?? 'Making pictures'} is paused in this server until a moderator resumes it. ` +
    `${command ? 'Use another command' : 'Try again later'}, or ask a moderator.`,
  pausedByBudget: (command, resets) =>
    `${command ?? 'Making pictures'} is paused because little is left of this server's budget for the month. ` +
    `It goes on ${resets}. Use a cheaper command until then: **/quota** has the prices.`,
  notAllowed: (command, isHere, time) =>
    isHere
      ? `${command} is not allowed in this channel${until(time)}. Use it in another channel, or ask a moderator.`
      : `You may not use ${command} in this server${until(time)}. Use another command, or ask a moderator.`,
  resolution: (asked, most, time) =>
    `This would be ${asked}, and you may ask for up to ${most} here${until(time)}. ` +
    'Choose a smaller size, or ask a moderator.',
  concurrent: ({ running, limit, mayCancel }) =>
    `You have ${count(running, 'request')} in the works and may have ${number(limit)} at once. ` +
    (mayCancel ? 'Wait until one is finished, or cancel one: **/jobs**.' : 'Wait until one is finished.'),
  cooldown: (seconds, ends) =>
    `You have to wait ${count(seconds, 'second')} between two pictures here. Send the command again ${ends}.`,
  dailyCredits({ daily, ...about }) {
    const { price, left } = about;
    const state = `This costs ${credits(price)}, and you have ${number(left)} of ${number(daily)} left today.`;
    return `${state} ${waiting(about)}`;
  },
  monthlyCredits({ monthly, ...about }) {
    const { price, left } = about;
    const state = `This costs ${credits(price)}, and you have ${number(left)} of ${number(monthly)} left this month.`;
    return `${state} ${waiting(about)}`;
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
  },
  budgetNotice: ({ percent, spent, credits: budget, resets }) =>
    `**${number(percent)}% of this month's budget is spent**: ${number(spent)} of ${credits(budget)}. ` +
    `It starts over ${resets}.`,
  budgetPauses: (commands) =>
    `Paused by itself so that the cheaper commands last: ${allOf(commands)}. **/limits resume** brings one back.`,
  budgetNext: 'Raise it with **/limits budget**, or leave it: nothing is spent beyond it.',
  budgetOver: 'Nobody can start a picture here until then. Raise it with **/limits budget** if you want to go on.',
};
