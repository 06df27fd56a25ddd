import type { StoredMessage } from '../sandbox/discord/messages.ts';
import { isErased } from '../src/core/job.ts';
import { type Hidden, lookAtMessages } from '../test/end-to-end/walk/messages.ts';
import { overdrawn } from '../test/end-to-end/walk/money.ts';
import type { Record } from '../test/end-to-end/walk/record.ts';
import type { Ask } from './load.ts';
import { longestLives, type Sample } from './memory.ts';
import type { Excuse } from './world.ts';

/** A task as its provider knows it: what was paid for. */
export interface Paid {
  readonly provider: string;
  readonly id: string;
  /** Told by the address for its webhook; undefined for one that is answered at once. */
  readonly jobId: string | undefined;
  readonly isCompleted: boolean;
  /** The bot has asked after it, or said that it heard of its end: it has written it down before. */
  readonly isKnown: boolean;
}

/** What all sides have seen and kept of a run, when it has come to rest. */
export interface History {
  readonly asks: readonly Ask[];
  readonly excuses: readonly Excuse[];
  readonly paid: readonly Paid[];
  /** Tickets that the bot has written down, by job; empty for a result that came without one. */
  readonly tickets: readonly { readonly jobId: string; readonly ticket: string }[];
  readonly record: Record;
  readonly messages: readonly StoredMessage[];
  readonly dailyCredits: number;
  readonly unbalanced: readonly string[];
  /** Limits that were exceeded in a moment in which somebody looked. */
  readonly exceeded: readonly string[];
  readonly outgoing: readonly string[];
  /** What still was to be done when the time to come to rest was over. */
  readonly unrest: readonly string[];
  /** Processes that ended by themselves, or did not when they were told to. */
  readonly misconduct: readonly string[];
  readonly memory: readonly Sample[];
  /** How often each fault of the plan hit. */
  readonly hits: ReadonlyMap<string, number>;
  /** From then on nothing failed any more. */
  readonly calmFrom: number;
  readonly now: number;
}

export interface Violation {
  readonly kind:
    | 'lost'
    | 'doubled'
    | 'unanswered'
    | 'over a limit'
    | 'ledger'
    | 'left'
    | 'unrest'
    | 'process'
    | 'memory'
    | 'no hit';
  readonly what: string;
}

const ANSWER_MS = 3000;
/** So long after a process was struck a message may be left announced: nobody comes back to it. */
const ABANDONED_MS = 20_000;

/** What a member may feel of it when all is well. */
const CALM_P99_MS = 1000;
const ASKS_ENOUGH = 200;

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0);
};

/** How long those waited who asked when all was well. */
export const calmAnswers = ({ asks, calmFrom }: Pick<History, 'asks' | 'calmFrom'>): readonly number[] =>
  asks.flatMap(({ at, answeredMs }) => (at >= calmFrom && answeredMs !== undefined ? [answeredMs] : []));

function slow(history: History): Violation[] {
  const calm = calmAnswers(history);
  const p99 = quantile(calm, 0.99);
  if (calm.length < ASKS_ENOUGH || p99 <= CALM_P99_MS) return [];
  return [{ kind: 'unanswered', what: `99 % of ${calm.length} were answered within ${p99} ms when all was well` }];
}

const overlaps = ({ from, to }: Excuse, since: number, until: number) => from <= until && to >= since;

/** Who waited longer, or got no answer, although a process lived, was connected and was not stopped. */
export const answeredLater = ({ asks, excuses }: Pick<History, 'asks' | 'excuses'>, ms: number): readonly Ask[] =>
  asks.filter(
    ({ at, answeredMs = Number.POSITIVE_INFINITY }) =>
      answeredMs > ms && !excuses.some((each) => overlaps(each, at, at + ANSWER_MS)),
  );

const unanswered = (history: History): Violation[] =>
  answeredLater(history, ANSWER_MS).map(({ label, at, answeredMs }) => {
    const words = answeredMs === undefined ? 'not at all' : `after ${Math.round(answeredMs)} ms`;
    return { kind: 'unanswered', what: `${label} at ${new Date(at).toISOString()}: ${words}` };
  });

/** More tasks than jobs. */
function paidTwice({ paid, record }: History): Violation[] {
  const byJob = Map.groupBy(
    paid.filter(({ jobId }) => jobId !== undefined),
    ({ jobId = '' }) => jobId,
  );
  const twice = [...byJob].flatMap(([jobId, tasks]) =>
    tasks.length > 1 ? [`job ${jobId} has ${tasks.length} tasks: ${tasks.map(({ id }) => id).join(' ')}`] : [],
  );
  const tooMany = paid.length > record.sent ? [`${paid.length} tasks for ${record.sent} jobs that were sent`] : [];
  return [...twice, ...tooMany].map((what) => ({ kind: 'doubled', what }));
}

/** Tasks that ended well, whose job did not, although the bot was told of them. */
function lost({ paid, record, tickets }: History): Violation[] {
  const jobs = new Map(record.entries.flatMap((entry) => entry.jobs.map((job) => [job.id, job] as const)));
  return paid.flatMap(({ provider, id, jobId, isCompleted, isKnown }) => {
    const told = tickets.find((each) => (each.ticket === '' ? each.jobId === jobId : each.ticket.includes(id)));
    const about = jobId ?? told?.jobId;
    if (about === undefined || !(isCompleted || isKnown)) return [];
    const job = jobs.get(about);
    if (!job)
      return [{ kind: 'lost' as const, what: `task ${id} of ${provider} is of job ${about}, which does not exist` }];
    const isShownOrGone = job.phase === 'done' || isErased(job);
    if (isShownOrGone) return [];
    if (isKnown && !told)
      return [{ kind: 'lost' as const, what: `task ${id} of ${provider} was known, and is no more: job ${about}` }];
    if (!isCompleted || !told) return [];
    return [{ kind: 'lost' as const, what: `task ${id} of ${provider} was told, and job ${about} is ${job.phase}` }];
  });
}

const NAMED = /(?:Job|Mã) `([0-9A-Z]{26})`|darkroom-([0-9a-z]{26})-\d+\./g;

/** Jobs that were shown to somebody, and of which there is nothing. */
function forgotten({ record, messages }: History): Violation[] {
  const known = new Set(record.entries.flatMap(({ jobs }) => jobs.map(({ id }) => id)));
  const named = messages.flatMap(({ id, components, attachments }) =>
    [...`${JSON.stringify(components)} ${JSON.stringify(attachments)}`.matchAll(NAMED)].map(
      ([, inText, inFile = '']) => ({ message: id, job: inText ?? inFile.toUpperCase() }),
    ),
  );
  const lost = new Map(named.filter(({ job }) => !known.has(job)).map(({ job, message }) => [job, message]));
  return [...lost].map(([job, message]) => ({
    kind: 'lost',
    what: `message ${message} is of job ${job}, which does not exist`,
  }));
}

/** From so many orders on it can be told whether memory is flat. */
export const THOUSANDS = 1000;
const ORDERS_SEEN = 200;
const MOST_GROWTH = 25;
/** Between two great collections a process takes up to 120 MB and gives them back; of the least that it has, measured in calm, a part of this is chance. */
const MOST_RISE = 60;

function grown({ memory }: History): Violation[] {
  if (Math.max(0, ...memory.map(({ ordered }) => ordered)) < THOUSANDS) return [];
  return longestLives(memory).flatMap(({ child, orders, growth = 0, rise }) => {
    if (orders < ORDERS_SEEN) return [{ kind: 'memory' as const, what: `no ${child} lived long enough to tell` }];
    if (growth <= MOST_GROWTH || rise <= MOST_RISE) return [];
    return [{ kind: 'memory' as const, what: `${child} grows by ${growth} MB in 1,000 orders, and has ${rise} more` }];
  });
}

/** All that is not as it must always be; `hidden` are pictures in no message, which their owners must find elsewhere. */
export function check(history: History): {
  readonly violations: readonly Violation[];
  readonly hidden: readonly Hidden[];
} {
  const { record, messages, excuses, now } = history;
  const byId = new Map(messages.map((message) => [message.id, message]));
  const there = messages.filter(({ deletedAt }) => deletedAt === undefined).toReversed();
  const isAbandoned = (messageId: string) => {
    const { createdAt = now } = byId.get(messageId) ?? {};
    return excuses.some((each) => overlaps(each, createdAt, createdAt + ABANDONED_MS));
  };
  const { complaints, hidden } = lookAtMessages(
    { clock: { now: () => now }, messages: () => there, isAbandoned },
    record,
  );
  const all = (kind: Violation['kind'], found: readonly string[]) => found.map((what): Violation => ({ kind, what }));
  const violations = [
    ...lost(history),
    ...forgotten(history),
    ...paidTwice(history),
    ...complaints.map((what): Violation => ({ kind: what.startsWith('shown ') ? 'doubled' : 'lost', what })),
    ...unanswered(history),
    ...slow(history),
    ...all('over a limit', [...history.exceeded, ...overdrawn(record, history.dailyCredits)]),
    ...all('ledger', history.unbalanced),
    ...all('left', history.outgoing),
    ...all('unrest', history.unrest),
    ...all('process', history.misconduct),
    ...grown(history),
    ...[...history.hits].flatMap(([name, hits]) => (hits > 0 ? [] : all('no hit', [`${name} never hit`]))),
  ];
  return { violations, hidden };
}
