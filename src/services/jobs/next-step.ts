import type { FailureReason } from '../../core/failure.ts';
import type { PlannedStep, Post } from '../../core/job.ts';
import { subjectOf } from '../../core/limits/rules.ts';
import type { LimitDenial } from '../../core/refusal.ts';
import { ulid } from '../../core/ulid.ts';
import type { HeldJob, NewJob, Session } from '../store/contract.ts';
import { ledgerLine } from '../store/ledger.ts';
import type { JobParts } from './contract.ts';

type Parts = Pick<JobParts, 'clock' | 'limits' | 'catalog'>;

/** What a step is judged by when its turn has come. */
type Judgement =
  | {
      readonly ok: true;
      readonly row: Pick<NewJob, 'input' | 'provider'>;
      readonly reserve: (jobs: readonly NewJob[]) => Promise<void>;
    }
  | { readonly ok: false; readonly failure: FailureReason };

/** Starts what comes after a picture, in the transaction by which that picture became ours: never twice, never not. */
export function createNextStep({ clock, limits, catalog }: Parts) {
  async function judge(session: Session, step: PlannedStep, from: HeldJob, post: Post): Promise<Judgement> {
    const { width, height } = from.results[0] ?? {};
    const picture = { kind: 'result', jobId: from.id, index: 0, ...(width && height ? { width, height } : {}) };
    const command = catalog.known(step.operation);
    const prepared = command?.prepare({ ...step.input, [step.option]: picture }, catalog.facts());
    if (!command || !prepared) return { ok: false, failure: { code: 'provider-gone' } };
    if (!prepared.ok) return { ok: false, failure: { code: 'input-refused', refusal: prepared.refusal } };
    const { input, request, resolution } = prepared.job;
    const admit = await limits.enter(session, subjectOf(post));
    const admission = await admit({
      demands: [{ command, resolution, price: step.price }],
      goesOnWith: post.id,
      language: post.place.publicLanguage,
      now: clock.now(),
    });
    if (!admission.ok) return { ok: false, failure: failureOf(admission.denial) };
    return { ok: true, row: { input, provider: request.provider }, reserve: admission.reserve };
  }

  return async function nextStep(session: Session, from: HeldJob): Promise<HeldJob | undefined> {
    const post = await session.posts.byId(from.postId);
    const step = post?.plan?.kind === 'steps' ? post.plan.steps[from.index + 1] : undefined;
    // a picture that came after its chain had ended begins nothing any more
    if (!post || !step || from.isLate) return undefined;
    const now = clock.now();
    const judged = await judge(session, step, from, post);
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
      lease: null,
      dueAt: now,
      ...(judged.ok ? judged.row : {}),
    };
    await session.jobs.insert([job]);
    if (judged.ok) await judged.reserve([job]);
    else await session.ledger.append([ledgerLine(job, 'reserved', now), ledgerLine(job, 'given-back', now)]);
    return job;
  };
}

/** The words of a chain that ends are those of a job that failed. */
function failureOf({ code }: LimitDenial): FailureReason {
  return { code: code === 'daily-credits' ? 'no-credits' : 'not-allowed', detail: code };
}
