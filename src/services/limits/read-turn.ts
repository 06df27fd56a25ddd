import { counted, type Decision } from '../../core/limits/decide.ts';
import type { Turn } from '../../core/limits/turns.ts';
import type { Subject } from '../../core/limits.ts';
import { dayOf } from '../../core/periods.ts';
import type { Session } from '../store/contract.ts';

/** The longest that moderators may set between two jobs. */
const LONGEST_COOLDOWN_MS = 86_400_000;

/** What is in the works and when it was last asked for; `goesOnWith`: a request that is there already, and not new. */
export async function readTurn(
  { jobs, tallies }: Pick<Session, 'jobs' | 'tallies'>,
  { scope, memberId }: Subject,
  { concurrent, cooldown }: Pick<Decision, 'concurrent' | 'cooldown'>,
  now: number,
  goesOnWith?: string,
): Promise<Turn> {
  const among = { operation: counted(concurrent), exceptPost: goesOnWith };
  const running = await jobs.countRunning(scope, memberId, among);
  const isPaced = (cooldown.value ?? 0) > 0 && goesOnWith === undefined;
  const days = { from: dayOf(now - LONGEST_COOLDOWN_MS), to: dayOf(now) };
  return { running, lastAt: isPaced ? await tallies.lastAsked(scope, memberId, days, counted(cooldown)) : undefined };
}
