import { Gauge, type Registry } from 'prom-client';
import type { ProviderName } from '../../core/provider.ts';
import type { Spool } from '../files/contract.ts';
import type { Store } from '../store/contract.ts';

export interface StateParts {
  readonly store: Pick<Store, 'figures' | 'providers' | 'switches'>;
  readonly spool: Pick<Spool, 'usage'>;
  readonly providers: readonly ProviderName[];
  /** Names of all that may fail. */
  readonly operations: readonly string[];
  /** Each thing that /readyz asks for. */
  readonly readiness: () => Promise<Readonly<Record<string, boolean>>>;
}

/** How things stand at the moment. What cannot be read is left out, never told as it was. */
export function createStateFigures(
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
