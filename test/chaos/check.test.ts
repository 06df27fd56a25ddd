import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check, type History } from '../../chaos/check.ts';
import { type Bench, createScene, eventually, openBench } from '../end-to-end/bench.ts';
import { readBooks } from '../end-to-end/books.ts';
import { outgoingComplaints } from '../end-to-end/inspect.ts';
import { readRecord } from '../end-to-end/walk/record.ts';

let bench: Bench;
let history: History;

/** Two pictures that were made as they should be: all sides are at one. */
beforeAll(async () => {
  bench = await openBench({ freepik: { taskMs: 100 } });
  const { discord, freepik } = bench;
  const scene = createScene(bench);
  for (const prompt of ['a fox', 'a boat']) {
    const options = { prompt, resolution: '1k' };
    const handle = await discord.runCommand({ ...scene, name: 'imagine', options });
    await eventually(() => handle.message()?.attachments.length);
  }
  await bench.app.stop();
  const record = await readRecord(bench.env);
  const jobs = record.entries.flatMap((entry) => entry.jobs);
  const tickets = jobs.map(({ id, ticket = '' }) => ({ jobId: id, ticket }));
  history = {
    asks: [{ label: '/imagine', at: 1000, answeredMs: 90, isOver: true }],
    excuses: [],
    paid: freepik.tasks.map(({ id }) => ({
      provider: 'freepik',
      id,
      jobId: tickets.find(({ ticket }) => ticket.includes(id))?.jobId,
      isCompleted: true,
      isKnown: true,
    })),
    tickets,
    record,
    messages: discord.allMessages().filter(({ author }) => author.id === discord.botUserId),
    dailyCredits: 50,
    unbalanced: (await readBooks(bench.env)).unbalanced,
    exceeded: [],
    outgoing: await outgoingComplaints(bench, bench.logged.join('')),
    unrest: [],
    misconduct: [],
    memory: [],
    hits: new Map([['kill at submit, half', 2]]),
    calmFrom: 2000,
    now: Date.now(),
  };
});

afterAll(() => bench.close());

const kinds = (changes: Partial<History>) => check({ ...history, ...changes }).violations.map(({ kind }) => kind);
const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('there is none');
  return one;
};

/** The first job did not end well. */
const firstFailed = (): History['record'] => {
  const entries = history.record.entries.map((entry, n) =>
    n === 0 ? { ...entry, jobs: entry.jobs.map((job) => ({ ...job, phase: 'failed' as const, results: [] })) } : entry,
  );
  return { ...history.record, entries };
};

test('where all sides are at one nothing is found', () => {
  expect(history.paid.map(({ jobId }) => jobId)).toEqual(history.tickets.map(({ jobId }) => jobId));
  expect(check(history)).toEqual({ violations: [], hidden: [] });
});

describe('the checker finds', () => {
  test('a picture that no message shows', () => {
    const bare = history.messages.map((message, n) => (n === 0 ? { ...message, attachments: [] } : message));
    expect(kinds({ messages: bare })).toEqual(['lost']);
    expect(check({ ...history, messages: bare }).hidden).toHaveLength(1);
  });

  test('a message that went on waiting', () => {
    const waiting = [{ type: 10, content: 'Developing your picture' }];
    const left = history.messages.map((message, n) =>
      n === 0 ? { ...message, attachments: [], components: waiting } : message,
    );
    expect(kinds({ messages: left }).filter((kind) => kind !== 'lost')).toEqual([]);
    expect(kinds({ messages: left }).length).toBeGreaterThan(0);
  });

  test('a task that was told of and whose job failed', () => {
    const record = firstFailed();
    expect(kinds({ record })).toContain('lost');
    // nobody was told of it: that is given back, and said
    const paid = history.paid.map((each) => ({ ...each, isKnown: false }));
    expect(kinds({ record, paid, tickets: history.tickets.slice(1) })).not.toContain('lost');
  });

  test('a task whose job is not there at all', () => {
    const record = { ...history.record, entries: history.record.entries.slice(1) };
    expect(kinds({ record })).toContain('lost');
  });

  test('a job that was shown and is not there, although nobody was paid for it', () => {
    const record = { ...history.record, entries: history.record.entries.slice(1), sent: 0 };
    expect(kinds({ record, paid: [], tickets: [] })).toEqual(['lost']);
  });

  test('a task that the bot asked after, and of which it knows nothing any more', () => {
    const record = firstFailed();
    const tickets = history.tickets.slice(1);
    const paid = history.paid.map((each) => ({ ...each, isCompleted: false }));
    expect(kinds({ record, paid, tickets })).toContain('lost');
    expect(kinds({ record, paid })).not.toContain('lost');
  });

  test('a job that was paid for twice', () => {
    expect(kinds({ paid: [...history.paid, { ...first(history.paid), id: 'another' }] })).toContain('doubled');
  });

  test('a task for nothing that anybody sent', () => {
    const task = { provider: 'freepik', id: 'another', jobId: undefined, isCompleted: true, isKnown: false };
    expect(kinds({ paid: [...history.paid, task] })).toEqual(['doubled']);
  });

  test('a picture that was posted twice', () => {
    expect(kinds({ messages: [...history.messages, { ...first(history.messages), id: 'another' }] })).toContain(
      'doubled',
    );
  });

  test('an answer that came late or never, unless nobody lived who could have given it', () => {
    const late = { label: '/imagine', at: 5000, answeredMs: 3400, isOver: true };
    const never = { ...late, answeredMs: undefined };
    expect(kinds({ asks: [late, never] })).toEqual(['unanswered', 'unanswered']);
    const excuse = (from: number, to: number) => kinds({ asks: [late], excuses: [{ from, to, why: 'killed' }] });
    expect(excuse(7900, 9000)).toEqual([]);
    expect(excuse(1000, 5000)).toEqual([]);
    expect(excuse(1000, 4999)).toEqual(['unanswered']);
    expect(excuse(8001, 9000)).toEqual(['unanswered']);
  });

  test('answers that were slow although nothing failed any more', () => {
    const asks = (at: number, slow: number) =>
      Array.from({ length: 300 }, (_, n) => ({ label: '', at, answeredMs: n < slow ? 1800 : 20, isOver: true }));
    expect(kinds({ asks: asks(3000, 2) })).toEqual([]);
    expect(kinds({ asks: asks(3000, 9) })).toEqual(['unanswered']);
    expect(kinds({ asks: asks(1000, 9) })).toEqual([]);
  });

  test('a member who spent more than a day has, and a limit that was exceeded in passing', () => {
    expect(kinds({ dailyCredits: 1 })).toEqual(['over a limit']);
    expect(kinds({ exceeded: ['4 at once'] })).toEqual(['over a limit']);
  });

  test('what the books, the processes or the end say', () => {
    expect(kinds({ unbalanced: ['x'] })).toEqual(['ledger']);
    expect(kinds({ misconduct: ['x'] })).toEqual(['process']);
    expect(kinds({ unrest: ['2 jobs'] })).toEqual(['unrest']);
  });

  test('a process that grows and grows, once it is warm and there were orders enough to tell', () => {
    const life = (orders: number, megabytes: (ordered: number) => number, pid = 1) =>
      Array.from({ length: 100 }, (_, n) => {
        const ordered = (orders * n) / 99;
        return { child: 'all', pid, at: n * 2000, megabytes: megabytes(ordered), ordered };
      });
    // as measured: it fills up, and is emptied every few hundred orders
    const sawing = (ordered: number) => 200 + 120 * ((ordered % 400) / 400);
    const leaking = (each: number) => (ordered: number) => sawing(ordered) + ordered * each;
    expect(kinds({ memory: life(1000, sawing) })).toEqual([]);
    expect(kinds({ memory: life(1000, leaking(0.2)) })).toEqual(['memory']);
    expect(kinds({ memory: life(10_000, leaking(0.01)) })).toEqual([]);
    expect(kinds({ memory: life(10_000, leaking(0.05)) })).toEqual(['memory']);
    // what it takes in its first third it takes once
    expect(kinds({ memory: life(1000, (ordered) => 100 + Math.min(ordered, 333)) })).toEqual([]);
    // a run of fewer orders cannot tell, and one in which nobody lived for long has not looked
    expect(kinds({ memory: life(900, (ordered) => ordered) })).toEqual([]);
    const short = Array.from({ length: 10 }, (_, n) =>
      life(100, sawing, n).map((each) => ({ ...each, ordered: each.ordered + n * 101 })),
    );
    expect(kinds({ memory: short.flat() })).toEqual(['memory']);
  });

  test('a fault of the plan that never hit', () => {
    expect(kinds({ hits: new Map([...history.hits, ['disk full', 0]]) })).toEqual(['no hit']);
  });

  test('a secret in what was logged, and in what was sent', async () => {
    const { DISCORD_TOKEN: token = '', FREEPIK_API_KEY: key = '' } = bench.env;
    expect(await outgoingComplaints(bench, `{"msg":"sent","token":"${token}"}`)).toEqual(['DISCORD_TOKEN was logged']);
    const exchange = first(bench.discord.exchanges);
    const say = (content: string) => ({
      ...bench,
      discord: { ...bench.discord, exchanges: [{ ...exchange, path: '/api/v10/users/@me', body: { content } }] },
    });
    const found = async (content: string) => (await outgoingComplaints(say(content), '')).join(' ');
    expect(await found(`my key is ${key}`)).toContain('FREEPIK_API_KEY was sent to Discord');
    expect(await found(`http://${bench.freepik.resultHost}/x.png`)).toContain('shown: ');
    expect(await found('nothing of that')).not.toMatch(/KEY|shown/);
  });

  test('a request that Discord refuses', async () => {
    const exchange = first(bench.discord.exchanges);
    const response = { message: 'Invalid Form Body', code: 50035, errors: { content: { _errors: [] } } };
    const refused = { ...bench, discord: { ...bench.discord, exchanges: [{ ...exchange, response }] } };
    expect((await outgoingComplaints(refused, '')).join(' ')).toContain('Invalid Form Body');
  });
});
