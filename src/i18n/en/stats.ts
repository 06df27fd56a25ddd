import type { StatsTexts } from '../stats-texts.ts';
import { count, number } from './format.ts';

const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const credits = (value: number) => count(value, 'credit');

function outcome({ done, failed, cancelled, open }: { done: number; failed: number; cancelled: number; open: number }) {
  return [
    `${number(done)} done`,
    ...(failed > 0 ? [`${number(failed)} failed`] : []),
    ...(cancelled > 0 ? [`${number(cancelled)} cancelled`] : []),
    ...(open > 0 ? [`${number(open)} in the works`] : []),
  ].join(', ');
}

export const stats: StatsTexts = {
  periods: { today: 'Today (UTC)', '7d': '7 days', '30d': '30 days', month: 'This month', 'last-month': 'Last month' },
  views: { day: 'By day', operation: 'By command', member: 'By member' },
  choosePeriod: 'Another period',
  csv: 'Accounts as CSV',
  title: (period) => `**Made in this server** · ${period}`,
  empty: 'Nothing was made here in this period. Members begin with **/imagine**; choose another period below.',
  altText: (title, view) => `${title}: a bar chart, ${view.toLowerCase()}. The numbers stand below it as text.`,
  chart: { day: 'Jobs by day', operation: 'Jobs by command', member: 'Jobs by member, numbered as below' },
  credits: 'credits',
  day: (at) => days.format(at),
  total: (about) => `${outcome(about)}, by ${count(about.members, 'member')}`,
  spent: (value) => `${credits(value)} charged`,
  outcome: (about) => `${outcome(about)} · ${credits(about.credits)}`,
  times: (half, most) => `half within ${half}, 95% within ${most}`,
  seconds: (ms) => (ms < 50 ? '0.1 s' : `${number(Math.round(ms / 100) / 10)} s`),
  failures: '**What failed**',
  failure: (jobs, because) => `${number(jobs)}: ${because}`,
  otherFailures: (jobs) => `${number(jobs)}: rarer reasons`,
  accounts: '**Accounts**',
  asked: (tasks) => `The providers took ${count(tasks, 'task')}.`,
  ledger: ({ reserved, charged, givenBack, held }) =>
    `${credits(reserved)} set aside: ${number(charged)} paid, ${number(givenBack)} given back, ${number(held)} for what is being made.`,
  unknown: (jobs, value) =>
    `Nobody knows what became of the order of ${count(jobs, 'job')}: ${credits(value)}, given back to the members.`,
  odd: (ids, more) =>
    `These do not add up; please tell whoever runs the bot: ${ids}${more > 0 ? ` and ${number(more)} more` : ''}`,
  balanced: 'Every line adds up.',
  deletedMember: 'a member who deleted their data',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  csvReady: (jobs) => `${count(jobs, 'job')}, one per line. It contains no prompts.`,
  csvCut: (jobs, from) =>
    `The first ${count(jobs, 'job')}: more do not fit into one file. The rest begins at ${from} and is not in it. A shorter time holds its newest part; whoever runs the bot can read all of it.`,
};
