import type { FreepikKind } from './freepik-api.ts';
import type { Fault, MisbehaviourRule } from './misbehaviour.ts';

const onTasks: readonly FreepikKind[] = ['submit', 'poll'];

/** Faults that have a meaning for some kinds of request only. */
const meaningfulOn: Partial<Record<Fault, readonly FreepikKind[]>> = {
  fail: onTasks,
  refuse: onTasks,
  stuck: onTasks,
  nsfw: onTasks,
  'unknown-status': onTasks,
  'no-task-id': onTasks,
  'not-https-entry': ['poll'],
  'expired-url': ['poll', 'download'],
  'truncated-picture': ['download'],
  'wrong-host': [],
};

/** A rule that changes nothing would make a test that cannot fail. */
export function refuseMeaningless({ on, as }: MisbehaviourRule<FreepikKind>): void {
  const kinds = meaningfulOn[as];
  if (kinds && !kinds.includes(on)) throw new Error(`${as} has no meaning on ${on}, only on: ${kinds.join(', ')}`);
}
