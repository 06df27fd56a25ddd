import type { ProviderName } from '../../core/provider.ts';
import { createTurns } from '../../core/turns.ts';
import { switchedOff } from '../switches/asked.ts';
import { createAccept } from './accept.ts';
import { createAdvance } from './advance.ts';
import { createCopyInput } from './copy-input.ts';
import { createDispatcher } from './dispatcher.ts';
import { createDriver } from './driver.ts';
import { createDroppedJobs } from './dropped-jobs.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createLateTicket } from './late-ticket.ts';
import { createLineTeller } from './line-teller.ts';
import { createLookAhead } from './look-ahead.ts';
import { createOutbox } from './outbox.ts';
import type { JobParts, Next } from './parts.ts';
import { createRepair } from './repair.ts';
import { createRequests } from './requests.ts';
import { createSettle } from './settle.ts';
import { createAcceptedStep } from './steps/accepted.ts';
import { createStoringStep } from './steps/storing.ts';
import { createResumedSubmitStep, createSubmitStep } from './steps/submitting.ts';
import { createDeliveringStep, createEndedStep } from './steps/telling.ts';
import { createWaitingStep } from './steps/waiting.ts';

const STORING_AT_ONCE = 16;

export interface MachineParts extends JobParts {
  readonly ownsPartition: (partition: number) => boolean;
  /** Aborts when nothing can be written down any more. */
  readonly ended: AbortSignal;
}

/** Puts the steps together; a runner decides when they run. */
export function createMachine(parts: MachineParts) {
  const { store, clock, wakes } = parts;
  const settle = createSettle(parts);
  const lateTicket = createLateTicket(parts);
  const copyInput = createCopyInput(parts);
  const whole = { ...parts, settle, lateTicket, copyInput, inTurn: createTurns(STORING_AT_ONCE) };
  const { submit, isAnswerAwaited } = createSubmitStep(whole);
  const waiting = createWaitingStep(whole);
  const resumedSubmit = createResumedSubmitStep(whole);

  /** Whatever ends in another phase may have left its slot; what was sent back is tried when its time comes. */
  async function freeingSlot(provider: ProviderName, step: Promise<Next>): Promise<Next> {
    const next = await step;
    if (next.kind !== 'at') dispatcher.kick(provider);
    if (next.kind === 'park' && next.dueAt !== null) {
      clock.schedule(next.dueAt - clock.now() + 1, () => dispatcher.kick(provider));
    }
    return next;
  }

  const driver = createDriver({
    ...parts,
    advance: createAdvance({
      accepted: createAcceptedStep(whole),
      submitting: (job) => freeingSlot(job.provider, resumedSubmit(job)),
      waiting: (job) => freeingSlot(job.provider, waiting(job)),
      storing: createStoringStep(whole),
      delivering: createDeliveringStep(whole),
      ended: createEndedStep(whole),
    }),
    onQueued: (job) => dispatcher.kick(job.provider),
    handOver: (job) =>
      store.transaction(async (session) => {
        const row = await session.jobs.change(job, job.phase, { lease: null });
        if (row) await wakes.announce(session, [row]);
      }),
    async giveUp(job) {
      // a picture that is ours is never given up: its delivery is tried for as long as it takes
      if (job.phase !== 'delivering') await settle.fail(job, { code: 'internal' });
    },
  });

  const requests = createRequests(parts);
  const dispatcher = createDispatcher({
    ...parts,
    async isSwitchedOff(session, job) {
      const prepared = requests.read(job);
      if (!prepared?.ok) return prepared?.refusal.code === 'switched-off';
      return (await switchedOff(session, prepared.job.request, job.postId)) !== undefined;
    },
    giveBack: (job) => settle.fail(job, { code: 'provider-gone', detail: 'switched off while it was in line' }),
    expect: driver.expect,
    submit: (job, submission) => driver.begin(job, () => freeingSlot(job.provider, submit(job, submission))),
  });

  return {
    accept: createAccept(parts),
    lookAhead: createLookAhead(whole),
    settle,
    driver,
    dispatcher,
    outbox: createOutbox(parts),
    housekeeping: createHousekeeping(parts),
    dropped: createDroppedJobs({ ...parts, driver }),
    isAnswerAwaited,
    line: createLineTeller(parts),
    repair: createRepair(parts),
    kickAll() {
      for (const provider of parts.providers.keys()) dispatcher.kick(provider);
    },
  };
}

export type Machine = ReturnType<typeof createMachine>;
