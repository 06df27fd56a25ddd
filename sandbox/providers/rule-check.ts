import type { ApiframeKind } from './apiframe/apiframe-api.ts';
import type { FreepikKind } from './freepik-api.ts';
import type { Fault } from './misbehaviour.ts';

type Meaningful<Kind extends string> = Partial<Record<Fault, readonly Kind[]>>;

const onTasks: readonly ('submit' | 'poll')[] = ['submit', 'poll'];

/** Faults that have a meaning for some kinds of request only. */
export const meaningfulForFreepik: Meaningful<FreepikKind> = {
  fail: onTasks,
  refuse: onTasks,
  stuck: onTasks,
  nsfw: onTasks,
  'unknown-status': onTasks,
  'no-task-id': onTasks,
  'not-https-entry': onTasks,
  'expired-url': ['submit', 'poll', 'download'],
  'truncated-picture': ['download'],
  'links-later': ['submit'],
  'lacks-one': [],
  'wrong-host': [],
};

const onFetches: readonly ('poll' | 'poll-many')[] = ['poll', 'poll-many'];

export const meaningfulForApiframe: Meaningful<ApiframeKind> = {
  fail: ['submit', ...onFetches],
  refuse: ['submit', ...onFetches],
  stuck: ['submit', ...onFetches],
  nsfw: [],
  'unknown-status': onFetches,
  'no-task-id': ['submit', ...onFetches],
  'not-https-entry': onFetches,
  'expired-url': ['submit', ...onFetches, 'download'],
  'truncated-picture': ['download'],
  'links-later': ['submit'],
  'lacks-one': ['poll-many'],
  'wrong-host': [],
};

/** A rule that changes nothing would make a test that cannot fail. */
export function refuseMeaningless(known: Meaningful<string>, on: string, as: Fault): void {
  const kinds = known[as];
  if (kinds && !kinds.includes(on))
    throw new Error(`${as} has no meaning on ${on}, only on: ${kinds.join(', ') || 'nothing here'}`);
}
