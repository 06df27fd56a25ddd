import { unreachable } from '../../core/json.ts';
import { type ProviderName, providerNames } from '../../core/provider.ts';
import { createSemaphore } from '../../core/semaphore.ts';
import type { HeldJob } from '../store/contract.ts';
import { switchedOff } from '../switches/switches.ts';
import { createAccept } from './accept.ts';
import type { JobParts, Next } from './contract.ts';
import { createDispatcher } from './dispatcher.ts';
import { createDriver } from './driver.ts';
import { createDroppedJobs, createHousekeeping } from './housekeeping.ts';
import { createCopyInput, createLookAhead } from './input.ts';
import { createOutbox } from './outbox.ts';
import { createQueuePlaces } from './queue-places.ts';
import { createRepair } from './repair.ts';
import { createRequests } from './requests.ts';
import { createLateTicket, createSettle } from './settle.ts';
import { createAcceptedStep } from './steps/accepted.ts';
import { createDeliveringStep, createEndedStep } from './steps/delivering.ts';
import { createRecover } from './steps/recovering.ts';
import { createResumedSubmitStep } from './steps/resuming.ts';
import { createStoringStep } from './steps/storing.ts';
import { createSubmitStep } from './steps/submitting.ts';
import { createWaitingStep } from './steps/waiting.ts';
import { createFindAddressee } from './webhooks.ts';

type Step = (job: HeldJob) => Promise<Next>;

interface Steps {
  readonly accepted: Step;
  readonly submitting: Step;
  readonly waiting: Step;
  readonly storing: Step;
  readonly delivering: Step;
  readonly ended: Step;
}

/** The next step of a job, told from nothing but its row: running and resuming are the same code. */
function createAdvance(steps: Steps): Step {
  return (job) => {
    switch (job.phase) {
      case 'accepted':
      case 'submitting':
      case 'waiting':
      case 'storing':
      case 'delivering':
        return steps[job.phase](job);
      case 'queued':
        throw new Error('A queued job is taken by the dispatcher only');
      case 'done':
      case 'failed':
      case 'cancelled':
        return steps.ended(job);
      default:
        return unreachable(job.phase);
    }
  };
}

const STORING_AT_ONCE = 16;

interface MachineParts extends JobParts {
  readonly ownsPartition: (partition: number) => boolean;
  /** Aborts when nothing can be written down any more. */
  readonly ended: AbortSignal;
}

/** Puts the steps together; a runner decides when they run. */
export function createMachine({
  store,
  clock,
  log,
  lease,
  settings,
  limits,
  providers,
  switches,
  offer,
  catalog,
  files,
  spool,
  sources,
  courier,
  zips,
  drawing,
  wakes,
  learned,
  random,
  witness,
  ownsPartition,
  ended,
}: MachineParts) {
  const settle = createSettle({ store, clock, log, wakes });
  const lateTicket = createLateTicket({ store, clock, log, settings, wakes, spool });
  const copyInput = createCopyInput({ store, clock, sources, catalog, limits });
  const { submit, repeat, isAnswerAwaited } = createSubmitStep({
    store,
    clock,
    log,
    lease,
    settings,
    providers,
    switches,
    catalog,
    sources,
    spool,
    settle,
    lateTicket,
    ended,
  });
  const resumedSubmit = createResumedSubmitStep({ store, clock, settings, spool, settle, repeat });
  const waiting = createWaitingStep({
    store,
    clock,
    log,
    settings,
    providers,
    courier,
    learned,
    random,
    spool,
    settle,
  });
  const storing = createStoringStep({
    store,
    clock,
    log,
    providers,
    files,
    spool,
    settings,
    limits,
    catalog,
    sources,
    lease,
    wakes,
    drawing,
    courier,
    settle,
    inTurn: createSemaphore(STORING_AT_ONCE),
  });

  /** Whatever ends in another phase may have left its slot, or was sent back into the line. */
  async function freeingSlot(provider: ProviderName, step: Promise<Next>): Promise<Next> {
    const next = await step;
    if (next.kind !== 'at') dispatcher.kick(provider);
    return next;
  }

  const recover = createRecover({ store, clock, log, providers, files, spool, catalog, sources, drawing });
  const driver = createDriver({
    store,
    clock,
    log,
    lease,
    ownsPartition,
    advance: createAdvance({
      accepted: createAcceptedStep({ store, clock, log, courier, wakes, settle, copyInput }),
      submitting: (job) => freeingSlot(job.provider, resumedSubmit(job)),
      waiting: (job) => freeingSlot(job.provider, waiting(job)),
      storing,
      delivering: createDeliveringStep({ store, clock, log, courier, zips, recover }),
      ended: createEndedStep({ store, clock, log, providers, courier, spool, zips }),
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

  const requests = createRequests({ catalog, sources });
  const dispatcher = createDispatcher({
    store,
    clock,
    log,
    lease,
    settings,
    providers,
    witness,
    async isSwitchedOff(session, job) {
      const prepared = requests.read(job);
      if (!prepared?.ok) return prepared?.refusal.code === 'switched-off';
      return (await switchedOff(session, prepared.job.request, job.postId)) !== undefined;
    },
    giveBack: (job, detail) => settle.fail(job, { code: 'provider-gone', detail }),
    expect: driver.expect,
    submit: (job, submission) => driver.begin(job, () => freeingSlot(job.provider, submit(job, submission))),
  });

  const queuePlaces = createQueuePlaces({ store, clock, log, courier, ownsPartition });
  const repair = createRepair({ store, clock, log, courier, ownsPartition });
  const outbox = createOutbox({ store, clock, log, lease, files, spool, wakes });
  const dropped = createDroppedJobs({ store, clock, log, lease, driver });
  const housekeeping = createHousekeeping({ store, clock, log, files, spool, sources, settings, ownsPartition });

  return {
    accept: createAccept({ store, clock, limits, catalog, spool, offer }),
    lookAhead: createLookAhead({ store, clock, log, settle, copyInput }),
    settle,
    repair,
    isAnswerAwaited,
    wake: driver.wake,
    kick: dispatcher.kick,
    findAddressee: createFindAddressee({ store, clock, log, providers, wakes, catalog, sources, lateTicket }),
    kickAll() {
      for (const provider of providerNames) dispatcher.kick(provider);
    },
    /** What is done beside the jobs themselves, each in its own time. */
    start() {
      for (const each of [queuePlaces, repair, outbox, dropped, housekeeping]) each.start();
    },
    /** No new steps; resolves when those that run have ended. */
    async stop() {
      queuePlaces.stop();
      await dispatcher.stop();
      await Promise.all([driver, repair, outbox, dropped, housekeeping].map((each) => each.stop()));
    },
  };
}

export type Machine = ReturnType<typeof createMachine>;
