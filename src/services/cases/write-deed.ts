import type { ModerationDeed } from '../../core/case.ts';
import type { Session } from '../store/contract.ts';
import type { Subject } from './find-subject.ts';

export interface Deed {
  readonly deed: ModerationDeed;
  readonly actorId: string;
  readonly at: number;
  /** Of a suspension that ends by itself. */
  readonly until?: number | undefined;
}

/** In the transaction that does it: what is counted and shown, the line of who did it, and the case that tells of it. */
export async function writeDeed(
  { moderations, audit, cases }: Pick<Session, 'moderations' | 'audit' | 'cases'>,
  { scope, ownerId: memberId, jobId, operation, case: known }: Omit<Subject, 'picture'>,
  { deed, actorId, at, until }: Deed,
): Promise<void> {
  await moderations.append({ scope, memberId, deed, jobId, operation, caseId: known?.id, actorId, at, until });
  // who may do what is told by the log of its changes
  if (deed !== 'suspend' && deed !== 'lift') {
    const detail = JSON.stringify({ job: jobId, member: memberId, case: known?.id, until });
    await audit.append({ at, scope, actorId, action: deed, detail });
  }
  if (known) await cases.touch(known.id, at);
}
