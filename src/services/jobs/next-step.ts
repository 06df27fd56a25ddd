import type { FailureReason } from '../../core/failure.ts';
import type { PlannedStep } from '../../core/plan.ts';
import { ulid } from '../../core/ulid.ts';
import type { HeldJob, NewJob, Session } from '../store/contract.ts';
import { dayOf, ledgerLine } from './ledger-lines.ts';
import type { JobParts } from './parts.ts';

type Parts = Pick<JobParts, 'clock' | 'settings' | 'lease' | 'operation' | 'facts'>;

/** What a step is judged by when its turn has come. */
type Judgement =
  | { readonly ok: true; readonly row: Pick<NewJob, 'input' | 'provider'> }
  | { readonly ok: false; readonly failure: FailureReason };

/** Starts what comes after a picture, in the transaction by which that picture became ours: never twice, never not. */
export function createNextStep({ clock, settings, lease, operation, facts }: Parts) {
  async function judge(session: Session, step: PlannedStep, from: HeldJob): Promise<Judgement> {
    const { width, height } = from.results[0] ?? {};
    const picture = { kind: 'result', jobId: from.id, index: 0, ...(width && height ? { width, height } : {}) };
    const prepared = operation(step.operation)?.prepare({ ...step.input, [step.option]: picture }, facts());
    if (!prepared) return { ok: false, failure: { code: 'provider-gone' } };
    if (!prepared.ok) return { ok: false, failure: { code: 'input-refused', refusal: prepared.refusal } };
    await session.ledger.lock(from.scope, from.ownerId);
    const spent = await session.ledger.spent(from.scope, from.ownerId, dayOf(clock.now()));
    if (spent + step.price > settings.dailyCredits) return { ok: false, failure: { code: 'no-credits' } };
    const { input, request } = prepared.job;
    return { ok: true, row: { input, provider: request.provider } };
  }

  return async function nextStep(session: Session, from: HeldJob): Promise<HeldJob | undefined> {
    const post = await session.posts.byId(from.postId);
    const step = post?.plan?.kind === 'steps' ? post.plan.steps[from.index + 1] : undefined;
    // a picture that came after its chain had ended begins nothing any more
    if (!step || from.isLate) return undefined;
    const now = clock.now();
    const judged = await judge(session, step, from);
    const phase = judged.ok ? 'accepted' : 'failed';
    const job: NewJob = {
      ...from,
      id: ulid(now),
      index: from.index + 1,
      operation: step.operation,
      phase,
      input: step.input,
      tier: step.tier,
      price: judged.ok ? step.price : 0,
      attempts: 0,
      ticket: undefined,
      results: [],
      failure: judged.ok ? undefined : judged.failure,
      isTold: false,
      createdAt: now,
      submittedAt: undefined,
      deadlineAt: undefined,
      completedAt: undefined,
      parentId: from.id,
      parentIndex: 0,
      depth: from.depth + 1,
      lease: lease.processId,
      dueAt: now,
      ...(judged.ok && judged.row),
    };
    await session.jobs.insert([job]);
    await session.ledger.append([
      ledgerLine(job, 'reserved', now),
      ...(judged.ok ? [] : [ledgerLine(job, 'given-back', now)]),
    ]);
    return session.jobs.change(job, phase, { lease: null });
  };
}
