import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalog, Quotes } from '../core/operation.ts';
import type { ProviderName } from '../core/provider.ts';
import type { SharedSemaphore } from '../core/semaphore.ts';
import { createAttach, type PictureFile } from '../services/delivery/attachments.ts';
import type { ParentOf } from '../services/delivery/card.ts';
import type { Courier } from '../services/delivery/contract.ts';
import { createCourier } from '../services/delivery/courier.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import { createPacer } from '../services/delivery/pacing.ts';
import { createShowsPictures } from '../services/delivery/reach.ts';
import type { PingWishes } from '../services/delivery/tell-end.ts';
import type { BatchZips, PackBatch } from '../services/delivery/zip.ts';
import type { FileStore, Spool } from '../services/files/contract.ts';
import type { WitnessFile } from '../services/files/witness.ts';
import type { GuardedProvider, JobSettings, ProcessLease, Wakes } from '../services/jobs/contract.ts';
import { createLocalRunner, type RunnableMachine, type Runner } from '../services/jobs/local-runner.ts';
import { createMachine } from '../services/jobs/machine.ts';
import { createAfterRestore } from '../services/jobs/repair.ts';
import type { LimitEngine } from '../services/limits/limits.ts';
import type { Log } from '../services/log.ts';
import type { Sources } from '../services/pictures/sources.ts';
import { createLearnedDurations, type LearnedDurations } from '../services/providers/durations.ts';
import type { Store } from '../services/store/contract.ts';
import { createCopiedDatabase } from '../services/store/engines/restored.ts';
import type { Offer } from '../services/switches/offer.ts';
import type { Switches } from '../services/switches/switches.ts';
import { renderCard, renderEnd } from '../views/card.ts';
import { type AtMost, delay, STOP_MS } from './parts.ts';

interface RunnerParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly processId: string;
}

interface Running extends Runner {
  readonly wakes: Wakes;
  ownsPartition(partition: number): boolean;
}

/** One process with a timer on SQLite; on Postgres any number, with pg-boss between them. */
async function createRunner({ config, store, clock, log, processId }: RunnerParts): Promise<Running> {
  if (config.DATABASE_URL === undefined) {
    const runner = createLocalRunner({ store, clock, log });
    let running: RunnableMachine | undefined;
    const announce: Wakes['announce'] = async (_session, jobs) => {
      // after the transaction that is just ending
      setImmediate(() => {
        for (const { id, phase, provider } of jobs) {
          // what waits in line needs a slot, not a look
          if (phase === 'queued') running?.kick(provider);
          else running?.wake(id);
        }
      });
    };
    return {
      wakes: { announce },
      ownsPartition: () => true,
      start(machine) {
        running = machine;
        return runner.start(machine);
      },
      stop: runner.stop,
    };
  }
  const { createSharedRunner, createWakeQueue } = await import('../services/jobs/shared-runner.ts');
  const queue = createWakeQueue({ databaseUrl: config.DATABASE_URL, log });
  const shared = createSharedRunner({ store, clock, log, queue, processId });
  const works = config.ROLE !== 'gateway';
  return {
    wakes: queue.wakes,
    ownsPartition: shared.ownsPartition,
    async start(machine) {
      await queue.start();
      if (works) await shared.start(machine);
    },
    async stop() {
      if (works) await shared.stop();
      await queue.stop();
    },
  };
}

interface CourierParts {
  readonly limits: LimitEngine;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: DiscordApi;
  readonly pictureFile: PictureFile;
  readonly pack: PackBatch;
  readonly learned: LearnedDurations;
  readonly catalog: Pick<Catalog, 'shown'>;
  readonly quotes: Quotes;
  readonly wishes: PingWishes;
  readonly parentOf: ParentOf;
}

/** Everything that keeps messages up to date. */
function openCourier({
  limits,
  store,
  clock,
  log,
  discord,
  pictureFile,
  pack,
  learned,
  catalog,
  quotes,
  wishes,
  parentOf,
}: CourierParts): Courier {
  return createCourier({
    store,
    clock,
    log,
    learned,
    catalog,
    quotes,
    wishes,
    parentOf,
    api: discord,
    left: limits.left,
    pacer: createPacer(clock),
    attach: createAttach(pictureFile, pack),
    render: renderCard,
    renderEnd,
  });
}

export const jobSettings = (config: Config): JobSettings => ({
  pollMinMs: config.POLL_MIN_MS,
  pollMaxMs: config.POLL_MAX_MS,
  deadlineMs: config.JOB_DEADLINE_SECONDS * 1000,
  concurrency: config.PROVIDER_CONCURRENCY,
  dailyCredits: config.DEFAULT_DAILY_CREDITS,
  concurrentJobs: config.DEFAULT_CONCURRENT_JOBS,
  serverMonthlyCredits: config.SERVER_MONTHLY_CREDITS,
  operatorMonthlyCredits: config.OPERATOR_MONTHLY_CREDITS,
  keepFilesDays: config.KEEP_FILES_DAYS,
  publicUrl: config.PUBLIC_URL,
});

interface JobsParts {
  readonly config: Config;
  readonly settings: JobSettings;
  readonly limits: LimitEngine;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: ProcessLease;
  readonly files: FileStore;
  readonly spool: Spool;
  readonly sources: Sources;
  readonly pictureFile: PictureFile;
  readonly pack: PackBatch;
  readonly zips: BatchZips;
  readonly drawing: SharedSemaphore;
  readonly discord: DiscordApi;
  readonly providers: ReadonlyMap<ProviderName, GuardedProvider>;
  readonly switches: Switches;
  readonly offer: Offer;
  readonly catalog: Catalog;
  readonly quotes: Quotes;
  readonly wishes: PingWishes;
  readonly parentOf: ParentOf;
  readonly witness: WitnessFile;
  /** Aborts when nothing can be written down any more. */
  readonly ended: AbortSignal;
}

/** From an order that was accepted to its picture in the channel. */
export async function openJobs({
  config,
  settings,
  limits,
  store,
  clock,
  log,
  lease,
  files,
  spool,
  sources,
  pictureFile,
  pack,
  zips,
  drawing,
  discord,
  providers,
  switches,
  offer,
  catalog,
  quotes,
  wishes,
  parentOf,
  witness,
  ended,
}: JobsParts) {
  const runner = await createRunner({ config, store, clock, log, processId: lease.processId });
  const learned = createLearnedDurations({ jobs: store.jobs, clock });
  const courier = openCourier({
    limits,
    store,
    clock,
    log,
    discord,
    pictureFile,
    pack,
    learned,
    catalog,
    quotes,
    wishes,
    parentOf,
  });
  const machine = createMachine({
    store,
    clock,
    log,
    lease,
    files,
    spool,
    sources,
    zips,
    drawing,
    settings,
    limits,
    providers,
    switches,
    offer,
    catalog,
    courier,
    wakes: runner.wakes,
    learned,
    random: Math.random,
    ownsPartition: runner.ownsPartition,
    ended,
    witness,
  });
  return {
    machine,
    learned,
    redraw: courier.redraw,
    wakes: runner.wakes,
    ownsPartition: runner.ownsPartition,
    start: () => runner.start(machine),
    async stop(atMost: AtMost): Promise<void> {
      const stopped = Promise.all([runner.stop(), courier.stop()]);
      await atMost(STOP_MS, stopped);
      // a picture that cannot be asked for again is worth the wait
      if (machine.isAnswerAwaited())
        await Promise.race([stopped, delay(clock, config.SHUTDOWN_SECONDS * 1000 - STOP_MS)]);
    },
  };
}

interface BeforeWorkParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: DiscordApi;
  readonly witness: WitnessFile;
}

/** What is put right in the rows before anybody goes on with them. */
export async function beforeWork({ store, clock, log, discord, witness }: BeforeWorkParts): Promise<void> {
  // set aside first: what cannot be read must not be in anybody's way
  const unreadable = await store.jobs.setAsideUnreadable();
  if (unreadable.length > 0) log.error({ jobs: unreadable.map(({ id }) => id) }, 'rows of another version set aside');
  await store.jobs.hastenHeld(clock.now());
  const showsPictures = createShowsPictures({ api: discord, clock });
  const database = createCopiedDatabase(store, witness);
  await createAfterRestore({ store, clock, log, showsPictures, database })();
  // before the first order leaves
  await witness.settled();
}
