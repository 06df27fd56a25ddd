import { expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { PollError, type TaskState } from '../../../src/core/provider.ts';
import { createAsk } from '../../../src/services/providers/guard.ts';

const pending = (ticket: string): TaskState => ({ status: 'pending', ticket });

function open(options: { readonly knows?: (ticket: string) => boolean; readonly fails?: PollError['kind'] } = {}) {
  const requests: string[][] = [];
  const taken: string[] = [];
  const ask = createAsk({
    clock: systemClock,
    bucket: { take: async (kind) => void taken.push(kind) },
    provider: {
      async poll(ticket) {
        requests.push([ticket]);
        if (ticket === 'lost') throw new PollError('missing');
        return pending(ticket);
      },
      pollMany: {
        most: 3,
        async ask(tickets) {
          requests.push([...tickets]);
          if (options.fails) throw new PollError(options.fails, { retryAfterMs: 7 });
          const known = tickets.filter((ticket) => options.knows?.(ticket) ?? true);
          return new Map(known.map((ticket) => [ticket, pending(ticket)]));
        },
      },
    },
  });
  return { ask, requests, taken };
}

test('questions of one moment are as few requests as the provider allows, each answered with its own state', async () => {
  const { ask, requests, taken } = open();
  const states = await Promise.all(['a', 'b', 'c', 'd'].map((ticket) => ask(ticket, 'poll')));
  expect(states.map((state) => state.ticket)).toEqual(['a', 'b', 'c', 'd']);
  expect(requests).toEqual([['a', 'b', 'c'], ['d']]);
  expect(taken).toEqual(['poll', 'poll']);
});

test('a task that is not in the answer is asked for by itself, within the rate, and believed only then', async () => {
  const { ask, requests, taken } = open({ knows: (ticket) => ticket !== 'b' && ticket !== 'lost' });
  const [a, b, lost] = await Promise.allSettled([ask('a', 'poll'), ask('b', 'look-up'), ask('lost', 'poll')]);
  expect(a?.status).toBe('fulfilled');
  expect(b).toMatchObject({ status: 'fulfilled', value: { ticket: 'b' } });
  expect(lost).toMatchObject({ status: 'rejected', reason: { kind: 'missing' } });
  expect(requests).toEqual([['a', 'b', 'lost'], ['b'], ['lost']]);
  expect(taken).toEqual(['poll', 'look-up', 'poll']);
});

test.each(['missing', 'unreachable'] as const)(
  'a question for several that is %s is asked one by one',
  async (kind) => {
    const { ask, requests } = open({ fails: kind });
    const [a, lost] = await Promise.allSettled([ask('a', 'poll'), ask('lost', 'poll')]);
    expect(a).toMatchObject({ status: 'fulfilled', value: { ticket: 'a' } });
    expect(lost).toMatchObject({ status: 'rejected', reason: { kind: 'missing' } });
    expect(requests).toEqual([['a', 'lost'], ['a'], ['lost']]);
  },
);

test.each(['busy', 'key', 'credits', 'blocked'] as const)(
  'what would be the same for each (%s) is told to all who asked, and who asks afterwards is served',
  async (kind) => {
    const { ask, requests } = open({ fails: kind });
    const both = await Promise.allSettled([ask('a', 'poll'), ask('b', 'poll')]);
    for (const each of both) expect(each).toMatchObject({ reason: { kind, retryAfterMs: 7 } });
    expect((await ask('c', 'poll')).ticket).toBe('c');
    expect(requests).toHaveLength(2);
  },
);
