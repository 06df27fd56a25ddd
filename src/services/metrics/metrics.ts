import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Clock, within } from '../../core/clock.ts';
import { failureCodes } from '../../core/failure.ts';
import type { ProviderName } from '../../core/provider.ts';
import type { Spool } from '../files/contract.ts';
import type { Log } from '../log.ts';
import type { BookedLine, BookMark, Figures, Store } from '../store/contract.ts';
import { ledgerKinds } from '../store/ledger.ts';
import { createRequestMeters, type Meter } from './meter.ts';

const SECONDS = [1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 7200];
/** A line is written with the time at which its transaction began: what is younger may not all be there yet. */
const SETTLED_MS = 10_000;
const PAGE = 2000;
const LATE = 'late';

/** Counts what the ledger says from the start of this process on, whichever process wrote it. */
function createBookFigures(
  registry: Registry,
  figures: Pick<Figures, 'booked'>,
  operations: readonly string[],
  clock: Clock,
) {
  const registers = [registry];
  const credits = new Counter({
    name: 'darkroom_credits_total',
    help: 'Credits by what the ledger says of them, of all processes',
    labelNames: ['kind'],
    registers,
  });
  const ended = new Histogram({
    name: 'darkroom_job_seconds',
    help: 'From the command to the end of a job, of all processes',
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'darkroom_job_failures_total',
    help: 'Jobs that ended without a picture, of all processes',
    labelNames: ['operation', 'reason'],
    registers,
  });
  // a series that begins with its first count has risen by nothing: the alert would miss it
  for (const kind of ledgerKinds) credits.inc({ kind }, 0);
  for (const operation of operations)
    for (const reason of [...failureCodes, LATE]) failures.inc({ operation, reason }, 0);
  let mark: BookMark = { at: clock.now(), jobId: '', kind: '' };

  function count(line: BookedLine): void {
    const { kind, operation, at, createdAt } = line;
    credits.inc({ kind }, line.credits);
    const outcome = outcomeOf(line);
    if (!outcome) return;
    ended.observe({ operation, outcome }, Math.max(0, at - createdAt) / 1000);
    if (outcome === 'failed') failures.inc({ operation, reason: line.failure ?? LATE });
  }

  return async function read(): Promise<void> {
    const until = clock.now() - SETTLED_MS;
    for (let isMore = true; isMore; ) {
      const lines = await figures.booked(mark, until, PAGE);
      for (const line of lines) count(line);
      mark = lines.at(-1) ?? mark;
      isMore = lines.length === PAGE;
    }
  };
}

function outcomeOf({ kind, phase }: BookedLine): 'done' | 'failed' | 'cancelled' | 'late' | undefined {
  if (kind === 'charged') return 'done';
  if (kind === 'settled') return 'late';
  if (kind !== 'given-back') return undefined;
  return phase === 'cancelled' ? 'cancelled' : 'failed';
}

const NANOSECONDS = 1e9;
const PERCENTILES = [50, 90, 99];

interface Build {
  readonly version: string;
  readonly role: string;
  readonly database: string;
}

/** How this very process is: its event loop, its memory, and what it was built from. */
function createProcessFigures(registry: Registry, build: Build): { read(): void; close(): void } {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const loop = new Gauge({
    name: 'darkroom_event_loop_delay_seconds',
    help: 'Delay of the event loop since the figures were last read',
    labelNames: ['percentile'],
    registers,
  });
  const memory = new Gauge({ name: 'process_resident_memory_bytes', help: 'Memory of the process', registers });
  const processor = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of the process',
    registers,
  });
  const start = new Gauge({ name: 'process_start_time_seconds', help: 'When the process began', registers });
  start.set(Date.now() / 1000 - process.uptime());
  new Gauge({
    name: 'darkroom_build_info',
    help: 'Always 1; the labels say what runs',
    labelNames: ['version', 'node', 'role', 'database'],
    registers,
  }).set({ ...build, node: process.version }, 1);

  return {
    read() {
      for (const percentile of PERCENTILES) loop.set({ percentile }, delay.percentile(percentile) / NANOSECONDS);
      loop.set({ percentile: 100 }, delay.max / NANOSECONDS);
      delay.reset();
      memory.set(process.memoryUsage.rss());
      const { user, system } = process.cpuUsage();
      processor.reset();
      processor.inc((user + system) / 1e6);
    },
    close: () => void delay.disable(),
  };
}

interface StateParts {
  readonly store: Pick<Store, 'figures' | 'providers' | 'switches'>;
  readonly spool: Pick<Spool, 'usage'>;
  readonly providers: readonly ProviderName[];
  /** Names of all that may fail. */
  readonly operations: readonly string[];
  /** Each thing that /readyz asks for. */
  readonly readiness: () => Promise<Readonly<Record<string, boolean>>>;
}

/** How things stand at the moment. What cannot be read is left out, never told as it was. */
function createStateFigures(
  registry: Registry,
  { store, spool, providers, readiness }: Omit<StateParts, 'operations'>,
) {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const jobs = gauge('darkroom_jobs', 'Jobs that have not ended, of all processes', ['phase', 'operation']);
  const uploads = gauge('darkroom_uploads_waiting', 'Pictures that wait for the file store, of all processes');
  const uploadAge = gauge('darkroom_upload_oldest_seconds', 'How long the picture that waits longest has waited');
  const paused = gauge('darkroom_provider_paused', '1 while a provider is held back', ['provider', 'reason']);
  const off = gauge('darkroom_switched_off', 'Endpoints and models that are switched off by themselves', ['provider']);
  const spoolBytes = gauge('darkroom_spool_bytes', 'Bytes in the spool');
  const spoolFiles = gauge('darkroom_spool_files', 'Files in the spool');
  const spoolLimit = gauge('darkroom_spool_limit_bytes', 'SPOOL_MAX_MB in bytes');
  const ready = gauge('darkroom_ready', '1 for each part that /readyz finds well', ['part']);

  async function readJobs(): Promise<void> {
    jobs.reset();
    for (const { phase, operation, count } of await store.figures.openJobs()) jobs.set({ phase, operation }, count);
  }

  async function readUploads(now: number): Promise<void> {
    uploads.remove();
    uploadAge.remove();
    const { count, since } = await store.figures.uploads();
    uploads.set(count);
    uploadAge.set(since === undefined ? 0 : Math.max(0, now - since) / 1000);
  }

  async function readProviders(): Promise<void> {
    paused.reset();
    off.reset();
    for (const provider of providers) {
      const { pausedFor, restsUntil } = await store.providers.read(provider);
      for (const reason of ['key', 'credits', 'gone']) paused.set({ provider, reason }, pausedFor === reason ? 1 : 0);
      paused.set({ provider, reason: 'firewall' }, restsUntil === null ? 0 : 1);
      off.set({ provider }, 0);
    }
    for (const { provider } of await store.switches.off()) off.inc({ provider });
  }

  async function readSpool(): Promise<void> {
    const { bytes, files, limit } = await spool.usage();
    spoolBytes.set(bytes);
    spoolFiles.set(files);
    spoolLimit.set(limit);
  }

  async function readReadiness(): Promise<void> {
    for (const [part, isWell] of Object.entries(await readiness())) ready.set({ part }, isWell ? 1 : 0);
  }

  return (now: number): readonly Promise<void>[] => [
    readJobs(),
    readUploads(now),
    readProviders(),
    readSpool(),
    readReadiness(),
  ];
}

export interface Metrics {
  readonly meter: Meter;
  /** Whatever /metrics shows of more than this process. */
  watch(parts: StateParts): void;
  /** As Prometheus reads it. */
  text(): Promise<string>;
  close(): void;
}

interface MetricsOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly build: { readonly version: string; readonly role: string; readonly database: string };
}

/** A database that hangs must not take the other figures with it. */
const PATIENCE_MS = 3000;

/** One registry for a bot: no figure belongs to a module. */
export function openMetrics({ clock, log, build }: MetricsOptions): Metrics {
  const registry = new Registry();
  const meter = createRequestMeters(registry);
  const ofProcess = createProcessFigures(registry, build);
  let refresh = async (): Promise<unknown> => undefined;
  let refreshing: Promise<unknown> | undefined;

  async function settle(reads: readonly Promise<void>[]): Promise<void> {
    for (const result of await Promise.allSettled(reads))
      if (result.status === 'rejected') log.warn({ err: result.reason }, 'a figure was not read');
  }

  return {
    meter,
    watch(parts) {
      const readState = createStateFigures(registry, parts);
      const readBooks = createBookFigures(registry, parts.store.figures, parts.operations, clock);
      refresh = () => settle([...readState(clock.now()), readBooks()]);
    },
    async text() {
      ofProcess.read();
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      await within(clock, PATIENCE_MS, refreshing, undefined);
      return registry.metrics();
    },
    close: ofProcess.close,
  };
}
